package io.raygate.store;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes tenants, each with a key in the same transaction, as fast as the store takes them, and says
 * which were acknowledged. A process of its own, to be killed.
 */
final class KeyWriter {
    static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));

    private KeyWriter() {}

    static Store store(StoreSettings settings) {
        return Store.of(
                settings,
                new Store.Parts(
                        InstantSource.system(),
                        new KeyGenerator(new SecureRandom()),
                        () -> PEPPERS,
                        Map::of,
                        Map::of,
                        sha256 -> false));
    }

    /** The id of the new key. */
    static String write(Store store) {
        String tenant = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        KeyRecord.Words words =
                new KeyRecord.Words(
                        "ci", "live", KeyGrants.NONE, "", List.of(), Map.of(), true, null);
        Change<IssuedKey> made =
                store.write(
                        new Actor("owner-1", "owner", "", ""),
                        false,
                        it -> {
                            it.tenants()
                                    .create(
                                            new TenantRecord.New(
                                                    tenant, "", false, null, null, null, Map.of()));
                            return it.keys().create(new KeyRecord.New("rg", tenant, null, words));
                        });
        return ((Change.Done<IssuedKey>) made).value().key().id();
    }

    public static void main(String[] arguments) {
        System.out.println("begins");
        try (Store store = store(new StoreSettings.Embedded(Path.of(arguments[0])))) {
            store.prepare();
            while (true) {
                System.out.println("done " + write(store));
            }
        }
    }
}
