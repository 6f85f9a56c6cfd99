package io.raygate.store;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyId;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.apikey.Peppers.Peppered;
import io.raygate.auth.apikey.StoredKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API keys of the data plane, and admin credentials, which are keys with a role. */
public final class KeyTable {
    private static final Digest NO_DIGEST = new Digest(0, 0, 0, 0);

    /** The longest time for which a rotated key goes on beside the new one (S-63). */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    /** Why a hash is not taken over a second time. */
    public static final String KNOWN_HASH = "a key with this hash exists";

    /** Years of four digits, as all times are written. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Transaction transaction;

    KeyTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Makes a key; it is in the answer and nowhere else. */
    public Change<IssuedKey> create(KeyRecord.New asked) {
        return timely(asked)
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
        return timely(asked)
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

    /** Without an expiry a key gets the latest that its tenant allows; a later one is refused. */
    private Change<KeyRecord.Words> timely(KeyRecord.New asked) {
        KeyRecord.Words words = asked.words();
        TenantRecord tenant =
                asked.tenant() == null
                        ? null
                        : transaction.tenants().find(asked.tenant()).orElse(null);
        if (asked.tenant() != null && tenant == null) {
            return Change.invalid("/tenant", "no tenant has this id; create it first");
        }
        return timely(words, tenant, transaction.now());
    }

    private Change<KeyRecord.Words> timely(
            KeyRecord.Words words, @Nullable TenantRecord tenant, Instant created) {
        Instant end = words.expiresAt();
        if (end != null && !end.isAfter(transaction.now())) {
            return Change.invalid("/expiresAt", "is past; give a later time or none");
        }
        Duration life = tenant == null ? null : tenant.maxKeyLife();
        if (life == null) {
            return Change.done(words);
        }
        Instant latest = created.plus(life);
        if (end == null) {
            return Change.done(ending(words, latest));
        }
        return end.isAfter(latest)
                ? Change.invalid(
                        "/expiresAt", "is later than the tenant's maxKeyLife allows: " + latest)
                : Change.done(words);
    }

    private static KeyRecord.Words ending(KeyRecord.Words words, @Nullable Instant end) {
        return new KeyRecord.Words(
                words.name(),
                words.environment(),
                words.grants(),
                words.owner(),
                words.tags(),
                words.meta(),
                words.enabled(),
                end);
    }

    public Optional<KeyRecord> find(String id) {
        return transaction.sql().first("SELECT * FROM api_keys WHERE id = ?", KeyRows::read, id);
    }

    /**
     * The key whose id and secret these are, in whatever state; an unknown id costs what a wrong
     * secret costs (S-60).
     *
     * @param key well formed
     */
    public Optional<KeyRecord> verify(String key) {
        Stored stored =
                transaction
                        .sql()
                        .first(
                                "SELECT * FROM api_keys WHERE id = ? AND pepper > 0",
                                row ->
                                        new Stored(
                                                KeyRows.read(row),
                                                KeyRows.readable(row, transaction.peppers())),
                                KeyFormat.id(key))
                        .orElse(null);
        Pepper newest = transaction.peppers().newest();
        Peppered kept =
                stored == null ? new Peppered(newest.version(), NO_DIGEST) : stored.digest();
        Pepper pepper = transaction.peppers().version(kept.pepper());
        Digest presented = (pepper == null ? newest : pepper).digest(octets(key));
        if (!presented.equals(kept.digest()) || stored == null) {
            return Optional.empty();
        }
        KeyId id = KeyId.of(key);
        if (id != null && kept.pepper() != newest.version()) {
            transaction.uses().renew(id, newest, octets(key));
        }
        return Optional.of(stored.key());
    }

    private record Stored(KeyRecord key, Peppered digest) {}

    /** The imported key whose SHA-256 is that of {@code key}. */
    public Optional<KeyRecord> verifyImported(String key) {
        String hex = KeyRows.hex(new CredentialHash().of(octets(key)));
        return transaction
                .sql()
                .first(
                        "SELECT * FROM api_keys WHERE digest = ? AND pepper = 0",
                        KeyRows::read,
                        hex);
    }

    /** Oldest first. */
    public Change<Page<KeyRecord>> list(KeyFilter filter, int limit, @Nullable String cursorText) {
        Cursor cursor = Cursor.parse(cursorText);
        if (cursor == null) {
            return Cursor.unreadable();
        }
        StringBuilder where =
                new StringBuilder(
                        "SELECT * FROM api_keys WHERE (created_at > ? OR (created_at = ? AND id > ?))"
                                + " AND admin_role IS "
                                + (filter.admin() ? "NOT NULL" : "NULL"));
        List<Object> values = new ArrayList<>(List.of(cursor.at(), cursor.at(), cursor.id()));
        narrow(where, values, "tenant", filter.tenant());
        narrow(where, values, "name", filter.name());
        narrow(where, values, "owner", filter.owner());
        Boolean enabled = filter.enabled();
        narrow(where, values, "enabled", enabled == null ? null : enabled ? 1 : 0);
        values.add(limit + 1);
        List<KeyRecord> found =
                transaction
                        .sql()
                        .list(
                                where + " ORDER BY created_at, id LIMIT ?",
                                KeyRows::read,
                                values.toArray());
        return Change.done(
                Page.of(
                        found,
                        limit,
                        key -> new Cursor(key.createdAt().toEpochMilli(), key.id()).text()));
    }

    /** Whether any admin credential of this role is in force. */
    public boolean hasActive(String role) {
        return transaction
                .sql()
                .first(
                        "SELECT 1 FROM api_keys WHERE admin_role = ? AND enabled = 1 AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?) LIMIT 1",
                        row -> true,
                        role,
                        transaction.now().toEpochMilli())
                .isPresent();
    }

    private static void narrow(
            StringBuilder where, List<Object> values, String column, @Nullable Object value) {
        if (value != null) {
            where.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
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
                                        .then(words -> endingInTime(before, words))
                                        .map(
                                                words ->
                                                        words.equals(before.words())
                                                                ? before
                                                                : write(
                                                                        "change",
                                                                        before,
                                                                        before.with(words))));
    }

    private Change<KeyRecord.Words> endingInTime(KeyRecord before, KeyRecord.Words words) {
        if (Objects.equals(words.expiresAt(), before.words().expiresAt())) {
            return Change.done(words);
        }
        if (!before.imported() && !isReadable(before.id())) {
            return new Change.Conflict<>(
                    "the key was made with pepper "
                            + before.pepper()
                            + ", which was taken away after it had expired: create a new one");
        }
        TenantRecord tenant =
                before.tenant() == null
                        ? null
                        : transaction.tenants().find(before.tenant()).orElse(null);
        return timely(words, tenant, before.createdAt());
    }

    /** Whether any pepper in use checks it: what has expired does not hold back its own. */
    private boolean isReadable(String id) {
        Peppers peppers = transaction.peppers();
        return transaction
                .sql()
                .first(
                        "SELECT pepper, older_pepper FROM api_keys WHERE id = ?",
                        row ->
                                peppers.version(row.getInt(1)) != null
                                        || peppers.version(row.getInt(2)) != null,
                        id)
                .orElse(false);
    }

    /**
     * Makes a key in the place of another, which goes on for {@code overlap}.
     *
     * @param overlap 0 to {@link #LONGEST_OVERLAP}
     * @param prefix of the new one
     */
    public Change<IssuedKey> rotate(
            String id, @Nullable Long expectedRevision, Duration overlap, String prefix) {
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
                            return renewed(old).map(words -> replace(old, words, overlap, prefix));
                        });
    }

    /** The new key lives as long as the old one was made for, and no longer than is allowed. */
    private Change<KeyRecord.Words> renewed(KeyRecord old) {
        Instant end = old.words().expiresAt();
        Instant next =
                end == null
                        ? null
                        : Collections.min(
                                List.of(
                                        LATEST,
                                        transaction
                                                .now()
                                                .plus(Duration.between(old.createdAt(), end))));
        return timely(new KeyRecord.New("", old.tenant(), old.role(), ending(old.words(), next)));
    }

    private IssuedKey replace(
            KeyRecord old, KeyRecord.Words words, Duration overlap, String prefix) {
        Instant end = old.words().expiresAt();
        Instant over = transaction.now().plus(overlap);
        if (end == null || over.isBefore(end)) {
            write("rotate", old, old.with(ending(old.words(), over)));
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

    /** How many keys of a tenant open something now, or would again. */
    long countUnrevoked(String tenant) {
        return transaction
                .sql()
                .first(
                        "SELECT count(*) FROM api_keys WHERE tenant = ? AND revoked_at IS NULL",
                        row -> row.getLong(1),
                        tenant)
                .orElse(0L);
    }

    /** How many keys of a tenant open something now. */
    long countActive(String tenant) {
        return transaction
                .sql()
                .first(
                        "SELECT count(*) FROM api_keys WHERE tenant = ? AND enabled = 1 AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?)",
                        row -> row.getLong(1),
                        tenant,
                        transaction.now().toEpochMilli())
                .orElse(0L);
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
