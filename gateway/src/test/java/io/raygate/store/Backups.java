package io.raygate.store;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Backups of stores, as text that a test may change. */
final class Backups {
    static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));
    private static final Actor OWNER = new Actor("owner-1", "owner", "127.0.0.1", "r-1");

    private Backups() {}

    static Store store(StoreSettings settings, Peppers peppers) {
        Store store =
                Store.of(
                        settings,
                        new Store.Parts(
                                new ManualClock(),
                                new KeyGenerator(new SecureRandom()),
                                () -> peppers,
                                Map::of,
                                Map::of,
                                sha256 -> false));
        store.prepare();
        return store;
    }

    static <T> T done(Store store, Function<Transaction, Change<T>> work) {
        return ((Change.Done<T>) store.write(OWNER, false, work)).value();
    }

    static void tenant(Store store, String id) {
        done(
                store,
                it ->
                        it.tenants()
                                .create(
                                        new TenantRecord.New(
                                                id, "", false, null, null, null, Map.of())));
    }

    static KeyRecord.New key(String tenant) {
        KeyGrants grants =
                new KeyGrants(List.of("infer"), List.of(), List.of("llm"), List.of("10.0.0.0/8"));
        return new KeyRecord.New(
                "rg",
                tenant,
                null,
                new KeyRecord.Words(
                        "ci", "live", grants, "alice", List.of(), Map.of("a", "1"), true, null));
    }

    static IssuedKey issued(Store store, String tenant) {
        return done(store, it -> it.keys().create(key(tenant)));
    }

    static List<String> lines(Store store) {
        List<String> lines = new ArrayList<>();
        store.<Boolean>read(
                it -> {
                    it.backup().write(lines::add);
                    return true;
                });
        return lines;
    }

    /** The same with a trailer that fits whatever was changed before it. */
    static List<String> sealed(List<String> lines) {
        MessageDigest digest = BackupFormat.sha256();
        List<String> sealed = new ArrayList<>(lines.subList(0, lines.size() - 1));
        sealed.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        sealed.add(BackupFormat.trailer(sealed.size() - 1, digest.digest()));
        return sealed;
    }

    static byte[] octets(List<String> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lines.forEach(line -> all.writeBytes(line.getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }

    static Restored restored(Store store, byte[] backup, boolean replace) {
        return store.restore(new ByteArrayInputStream(backup), replace);
    }
}
