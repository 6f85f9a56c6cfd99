package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.Configuration.Reload;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changed file comes to against the configuration in force (S-97). */
class ReloadTest {
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");

    @TempDir Path folder;

    private String text = "";
    private Path file = Path.of("");
    private Configuration configuration =
            GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);

    @BeforeEach
    void write() throws IOException {
        text = Files.readString(QUICKSTART);
        file = folder.resolve("config.yaml");
        Files.writeString(file, text);
        configuration = GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);
    }

    private Reload change(String from, String to) throws IOException {
        Compiled inForce = (Compiled) configuration.read(1);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return configuration.reload(inForce);
    }

    @Test
    void takesNothingThatSaysTheSame() throws IOException {
        assertThat(change("# The smallest", "# The very smallest")).isEqualTo(new Reload.Same());
    }

    @Test
    void takesWhatMayChange() throws IOException {
        assertThat(change("{ray: 1}", "{ray: 2}")).isInstanceOf(Reload.Changed.class);
    }

    @Test
    void refusesWhatIsWrong() throws IOException {
        assertThat(change("{ray: 1}", "{rey: 1}")).isInstanceOf(Reload.Refused.class);
    }

    @Test
    void refusesByNameWhatNeedsARestart() throws IOException {
        assertThat(change("127.0.0.1:8080", "127.0.0.1:8081"))
                .isInstanceOfSatisfying(
                        Reload.Refused.class,
                        it ->
                                assertThat(it.faults())
                                        .extracting(ConfigProblem::path)
                                        .containsExactly("listeners.http.address"));
    }

    /** A swap that throws must not be the last one. */
    @Test
    void goesOnAfterAFaultOfOurs() throws IOException {
        Compiled first = (Compiled) configuration.read(1);
        Failing effect = new Failing();
        try (Reloads reloads = new Reloads(configuration, first, effect)) {
            reloads.start();
            Files.writeString(file, text.replace("{ray: 1}", "{ray: 2}"));
            reloads.askNow();
            await().until(() -> effect.swaps.get() > 0);
            int before = effect.swaps.get();
            reloads.askNow();
            await().until(() -> effect.swaps.get() > before);
        }
    }

    private static final class Failing implements Reloads.Effect {
        private final AtomicInteger swaps = new AtomicInteger();

        @Override
        public void swap(Compiled before, Compiled next) {
            swaps.incrementAndGet();
            throw new IllegalStateException("as if by a fault");
        }

        @Override
        public void refused(List<ConfigProblem> faults) {}

        @Override
        public void kept() {}
    }
}
