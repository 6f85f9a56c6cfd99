package io.raygate.store;

import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Tells whether peppers are those that the store was used with: with a wrong one every key would be
 * refused as unknown, so nothing starts then.
 */
final class PepperProofs {
    private static final String PURPOSE = "proof of a pepper";

    private final Sql sql;

    PepperProofs(Sql sql) {
        this.sql = sql;
    }

    /** What is wrong with them, each fault in one sentence. */
    List<String> faults(Peppers peppers, Instant now) {
        List<String> faults = new ArrayList<>();
        known().forEach(
                        (version, proof) -> {
                            Pepper pepper = peppers.version(version);
                            long keys = pepper == null ? onlyReadBy(version, peppers, now) : 0;
                            if (pepper != null && !proof.equals(proof(pepper))) {
                                faults.add(
                                        "pepper "
                                                + version
                                                + " is not the one that the keys of the store were made with; put that one back");
                            } else if (keys > 0) {
                                faults.add(
                                        "pepper "
                                                + version
                                                + " is missing: "
                                                + keys
                                                + " keys of the store were made with it; keep it until they were used with a newer one, have expired or are revoked");
                            }
                        });
        return faults;
    }

    /** Notes those that are new. */
    void note(Peppers peppers, Instant now) {
        Map<Integer, String> known = known();
        for (Pepper pepper : peppers.all()) {
            if (!known.containsKey(pepper.version())) {
                sql.update(
                        "INSERT INTO peppers (version, proof, created_at) VALUES (?, ?, ?)",
                        pepper.version(),
                        proof(pepper),
                        now.toEpochMilli());
            }
        }
    }

    /** Whether any pepper was ever used with this store. */
    boolean isUnused() {
        return known().isEmpty();
    }

    private Map<Integer, String> known() {
        Map<Integer, String> known = new HashMap<>();
        sql.each(
                "SELECT version, proof FROM peppers",
                row -> Map.entry(row.getInt(1), row.getString(2)),
                entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /**
     * How many keys of that pepper have no digest by one of {@code peppers} beside it. Expired ones
     * open nothing, and are not made to without a pepper.
     */
    private long onlyReadBy(int version, Peppers peppers, Instant now) {
        return sql
                .list(
                        "SELECT older_pepper, count(*) FROM api_keys WHERE pepper = ? AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?)"
                                + " GROUP BY older_pepper",
                        row -> Map.entry(row.getInt(1), row.getLong(2)),
                        version,
                        now.toEpochMilli())
                .stream()
                .filter(keys -> peppers.version(keys.getKey()) == null)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String proof(Pepper pepper) {
        return HexFormat.of().formatHex(pepper.derive(PURPOSE));
    }
}
