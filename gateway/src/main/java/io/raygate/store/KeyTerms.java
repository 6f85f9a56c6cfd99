package io.raygate.store;

import io.raygate.auth.apikey.Peppers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a key may live: as its tenant allows (S-63). */
final class KeyTerms {
    /** Years of four digits, as all times are written. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Transaction transaction;

    KeyTerms(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Without an expiry a key gets the latest that its tenant allows; a later one is refused. */
    Change<KeyRecord.Words> timely(KeyRecord.New asked) {
        KeyRecord.Words words = asked.words();
        TenantRecord tenant =
                asked.tenant() == null
                        ? null
                        : transaction.tenants().find(asked.tenant()).orElse(null);
        if (asked.tenant() != null && tenant == null) {
            return Change.invalid("/tenant", "no tenant has this id; create it first");
        }
        Optional<Change<KeyRecord.Words>> fault =
                transaction.limits().faultOfNaming(words.grants().limits());
        return fault.orElseGet(() -> timely(words, tenant, transaction.now()));
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

    /** The same words of a key that ends no later than this; null bounds nothing. */
    static KeyRecord.Words within(KeyRecord.Words words, @Nullable Instant latest) {
        Instant end = words.expiresAt();
        return latest == null || (end != null && !end.isAfter(latest))
                ? words
                : ending(words, latest);
    }

    static KeyRecord.Words ending(KeyRecord.Words words, @Nullable Instant end) {
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

    /** The same for a key that is there; another end must be one that it can reach. */
    Change<KeyRecord.Words> changed(KeyRecord before, KeyRecord.Words words) {
        String limits = words.grants().limits();
        Optional<Change<KeyRecord.Words>> fault =
                Objects.equals(limits, before.words().grants().limits())
                        ? Optional.empty()
                        : transaction.limits().faultOfNaming(limits);
        return fault.orElseGet(() -> ended(before, words));
    }

    private Change<KeyRecord.Words> ended(KeyRecord before, KeyRecord.Words words) {
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
                                peppers.version(peppers.checking(row.getInt(1), row.getInt(2)))
                                        != null,
                        id)
                .orElse(false);
    }

    /** The new key lives as long as the old one was made for, and no longer than is allowed. */
    Change<KeyRecord.Words> renewed(KeyRecord old) {
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
}
