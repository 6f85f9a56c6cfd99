package io.raygate.store;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyId;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers.Peppered;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whose key a text is: for admin credentials and leak reports, which nobody keeps in memory. */
public final class KeyChecks {
    private static final Digest NO_DIGEST = new Digest(0, 0, 0, 0);

    private final Transaction transaction;

    KeyChecks(Transaction transaction) {
        this.transaction = transaction;
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

    private static byte[] octets(String key) {
        return key.getBytes(StandardCharsets.ISO_8859_1);
    }
}
