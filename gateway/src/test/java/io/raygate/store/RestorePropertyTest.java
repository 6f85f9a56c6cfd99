package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** However a backup was damaged, the store stays as it was. */
class RestorePropertyTest {
    /** One store for all tries, which none of them may change. */
    private static final Fixture FIXTURE = Fixture.open();

    /** A store, what it holds, and a good backup of another one. */
    private record Fixture(Path folder, Store target, List<String> before, List<String> backup) {

        static Fixture open() {
            try {
                Path folder = Files.createTempDirectory("raygate-restore");
                List<String> backup;
                try (Store source = store(folder, "source.db")) {
                    source.take(Backups.PEPPERS);
                    Backups.tenant(source, "acme");
                    Backups.issued(source, "acme");
                    backup = Backups.lines(source);
                }
                Store target = store(folder, "target.db");
                Backups.tenant(target, "globex");
                return new Fixture(folder, target, Backups.lines(target), backup);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Store store(Path folder, String name) {
            return Backups.store(new StoreSettings.Embedded(folder.resolve(name)), Backups.PEPPERS);
        }
    }

    private final byte[] backup = Backups.octets(FIXTURE.backup());

    @AfterContainer
    static void close() throws IOException {
        FIXTURE.target().close();
        try (var files = Files.list(FIXTURE.folder())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(FIXTURE.folder());
    }

    private int place(double part) {
        return (int) (part * (backup.length - 1));
    }

    private void isRefused(byte[] damaged) {
        assertThat(Backups.restored(FIXTURE.target(), damaged, true))
                .isInstanceOf(Restored.Unfit.class);
        assertThat(Backups.lines(FIXTURE.target())).isEqualTo(FIXTURE.before());
    }

    @Property(tries = 200)
    void anOctetThatWasChangedIsNoticed(
            @ForAll @DoubleRange(max = 1) double part,
            @ForAll @IntRange(min = 1, max = 255) int bits) {
        byte[] damaged = backup.clone();
        damaged[place(part)] ^= (byte) bits;
        isRefused(damaged);
    }

    @Property(tries = 200)
    void anEndThatIsMissingIsNoticed(@ForAll @DoubleRange(max = 1) double part) {
        isRefused(Arrays.copyOf(backup, place(part)));
    }
}
