package io.raygate.store;

import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.Peppers.Peppered;
import io.raygate.auth.apikey.StoredKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API keys of the data plane, and admin credentials, which are keys with a role. */
public final class KeyTable {
    /** The longest time for which a rotated key goes on beside the new one (S-63). */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    /** Why a hash is not taken over a second time. */
    public static final String KNOWN_HASH = "a key with this hash exists";

    private final Transaction transaction;
    private final KeyTerms terms;

    KeyTable(Transaction transaction) {
        this.transaction = transaction;
        this.terms = new KeyTerms(transaction);
    }

    /** Makes a key; it is in the answer and nowhere else. */
    public Change<IssuedKey> create(KeyRecord.New asked) {
        return create(asked, null);
    }

    /**
     * The same.
     *
     * @param latest when it ends at the latest; null: whenever its terms say
     */
    public Change<IssuedKey> create(KeyRecord.New asked, @Nullable Instant latest) {
        return terms.timely(asked)
                .map(words -> KeyTerms.within(words, latest))
                .map(
                        words ->
                                issue(
                                        new KeyRecord.New(
                                                asked.prefix(),
                                                asked.tenant(),
                                                asked.role(),
                                                words),
                                        null,
                                        "create"));
    }

    private IssuedKey issue(KeyRecord.New asked, @Nullable String rotatedFrom, String action) {
        String secret = transaction.generator().next(asked.prefix(), asked.words().environment());
        List<Peppered> digests = transaction.peppers().sign(octets(secret));
        KeyRecord key =
                newRecord(
                        KeyFormat.id(secret),
                        KeyFormat.readableStart(secret),
                        asked,
                        rotatedFrom,
                        digests.getFirst().pepper());
        KeyRows.insert(transaction.sql(), key, digests);
        audit(action, key, "", KeyRows.describe(key));
        return new IssuedKey(key, secret);
    }

    private KeyRecord newRecord(
            String id,
            String prefix,
            KeyRecord.New asked,
            @Nullable String rotatedFrom,
            int pepper) {
        return new KeyRecord(
                id,
                prefix,
                asked.tenant(),
                asked.role(),
                asked.words(),
                transaction.now(),
                null,
                rotatedFrom,
                null,
                pepper,
                transaction.revision());
    }

    /** Takes over a key that was made elsewhere and of which the SHA-256 is known (S-64). */
    public Change<KeyRecord> importHash(KeyRecord.New asked, Digest sha256) {
        if (transaction.declares(sha256)) {
            return new Change.Conflict<>("a key with this hash stands in the configuration file");
        }
        boolean taken =
                transaction
                        .sql()
                        .first(
                                "SELECT id FROM api_keys WHERE digest = ?",
                                row -> row.getString(1),
                                KeyRows.hex(sha256))
                        .isPresent();
        if (taken) {
            return new Change.Conflict<>(KNOWN_HASH);
        }
        return terms.timely(asked)
                .map(
                        words -> {
                            String id = transaction.generator().nextId();
                            KeyRecord.New timely =
                                    new KeyRecord.New("", asked.tenant(), asked.role(), words);
                            KeyRecord key = newRecord(id, "", timely, null, StoredKey.UNPEPPERED);
                            KeyRows.insert(
                                    transaction.sql(),
                                    key,
                                    List.of(new Peppered(StoredKey.UNPEPPERED, sha256)));
                            audit("import", key, "", KeyRows.describe(key));
                            return key;
                        });
    }

    public Optional<KeyRecord> find(String id) {
        return transaction.sql().first("SELECT * FROM api_keys WHERE id = ?", KeyRows::read, id);
    }

    /**
     * Changes what {@code edit} makes of its words.
     *
     * @param expectedRevision the one that the caller has seen; null: whatever it is
     */
    public Change<KeyRecord> change(
            String id,
            @Nullable Long expectedRevision,
            Function<KeyRecord, Change<KeyRecord.Words>> edit) {
        return living(id, expectedRevision)
                .then(
                        before ->
                                edit.apply(before)
                                        .then(words -> terms.changed(before, words))
                                        .map(
                                                words ->
                                                        words.equals(before.words())
                                                                ? before
                                                                : write(
                                                                        "change",
                                                                        before,
                                                                        before.with(words))));
    }

    /**
     * Makes a key in the place of another, which goes on for {@code overlap}.
     *
     * @param overlap 0 to {@link #LONGEST_OVERLAP}
     * @param prefix of the new one
     */
    public Change<IssuedKey> rotate(
            String id, @Nullable Long expectedRevision, Duration overlap, String prefix) {
        return rotate(id, expectedRevision, overlap, prefix, null);
    }

    /**
     * The same.
     *
     * @param latest when the new key ends at the latest; null: whenever its terms say
     */
    public Change<IssuedKey> rotate(
            String id,
            @Nullable Long expectedRevision,
            Duration overlap,
            String prefix,
            @Nullable Instant latest) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            return Change.invalid("/overlap", "is not within 0s and 30d");
        }
        return living(id, expectedRevision)
                .then(
                        old -> {
                            Instant now = transaction.now();
                            Instant end = old.words().expiresAt();
                            if (end != null && !end.isAfter(now)) {
                                return new Change.Conflict<>(
                                        "the key has expired: create a new one");
                            }
                            String next = transaction.keySearch().inPlaceOf(id);
                            if (next != null) {
                                return new Change.Conflict<>(
                                        "the key was rotated: rotate "
                                                + next
                                                + ", which took its place, or create a new one");
                            }
                            return terms.renewed(old)
                                    .map(words -> KeyTerms.within(words, latest))
                                    .map(words -> replace(old, words, overlap, prefix));
                        });
    }

    private IssuedKey replace(
            KeyRecord old, KeyRecord.Words words, Duration overlap, String prefix) {
        Instant end = old.words().expiresAt();
        Instant over = transaction.now().plus(overlap);
        if (end == null || over.isBefore(end)) {
            write("rotate", old, old.with(KeyTerms.ending(old.words(), over)));
        }
        return issue(
                new KeyRecord.New(prefix, old.tenant(), old.role(), words), old.id(), "create");
    }

    /** Takes a key back for good; once more changes nothing. */
    public Change<KeyRecord> revoke(String id, @Nullable Long expectedRevision, String reason) {
        return existing(id, expectedRevision)
                .map(
                        key ->
                                key.revoked() != null
                                        ? key
                                        : write(
                                                "revoke",
                                                key,
                                                key.with(
                                                        new KeyRecord.Revoked(
                                                                transaction.now(), reason))));
    }

    void revokeAll(String tenant, String reason) {
        transaction
                .sql()
                .list(
                        "SELECT * FROM api_keys WHERE tenant = ? AND revoked_at IS NULL",
                        KeyRows::read,
                        tenant)
                .forEach(
                        key ->
                                write(
                                        "revoke",
                                        key,
                                        key.with(
                                                new KeyRecord.Revoked(transaction.now(), reason))));
    }

    private KeyRecord write(String action, KeyRecord before, KeyRecord asked) {
        KeyRecord after = asked.at(transaction.revision());
        KeyRows.update(transaction.sql(), after);
        audit(action, after, KeyRows.describe(before), KeyRows.describe(after));
        return after;
    }

    private Change<KeyRecord> living(String id, @Nullable Long expectedRevision) {
        return existing(id, expectedRevision)
                .then(
                        key ->
                                key.revoked() == null
                                        ? Change.done(key)
                                        : new Change.Conflict<>(
                                                "the key is revoked, which is for good: create a new one"));
    }

    private Change<KeyRecord> existing(String id, @Nullable Long expectedRevision) {
        KeyRecord key = find(id).orElse(null);
        if (key == null) {
            return new Change.Missing<>();
        }
        return expectedRevision != null && expectedRevision != key.revision()
                ? new Change.Stale<>()
                : Change.done(key);
    }

    private void audit(String action, KeyRecord key, String before, String after) {
        String kind = key.role() == null ? "key." : "admin-key.";
        transaction.audit().done(kind + action, key.id(), before, after);
    }

    private static byte[] octets(String key) {
        return key.getBytes(StandardCharsets.ISO_8859_1);
    }
}
