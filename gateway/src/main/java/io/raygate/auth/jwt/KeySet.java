package io.raygate.auth.jwt;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer: a public set (RFC 7517) or one shared secret; never empty. Immutable; two
 * are equal if they hold equal keys. Where it is all that an issuer will ever have, it is the
 * issuer's keys itself.
 */
public final class KeySet implements IssuerKeys {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_KEYS = 100;

    private final List<VerificationKey> keys;
    private final Map<String, VerificationKey> byName = new HashMap<>();

    private KeySet(List<VerificationKey> keys) {
        this.keys = List.copyOf(keys);
        for (VerificationKey key : keys) {
            if (key.kid() != null) {
                byName.put(key.kid(), key);
            }
        }
    }

    /** Reads a JWKS document; one bad key refuses the set (S-53). */
    public static KeySetResult parse(byte[] jwks) {
        Json.Members document = jwks.length > LARGEST ? null : JsonReader.object(jwks, MOST_KEYS);
        if (document == null) {
            return bad("the key set is not one strict JSON object of at most 1 MiB");
        }
        if (!(document.get("keys") instanceof Json.Items(var entries))) {
            return bad("the key set has no array named keys of at most 100");
        }
        List<VerificationKey> keys = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String problem = add(entries.get(i), keys);
            if (problem != null) {
                problems.add("keys[" + i + "]: " + problem);
            }
        }
        if (problems.isEmpty() && keys.isEmpty()) {
            return bad("the key set holds no key that verifies signatures");
        }
        return problems.isEmpty()
                ? new KeySetResult.Good(new KeySet(keys))
                : new KeySetResult.Bad(problems);
    }

    /**
     * The set of an issuer that signs with a secret shared with us.
     *
     * @param algorithms those that the issuer may use, HMAC all of them; the secret must be as long
     *     as the hash of each (RFC 7518, section 3.2)
     */
    public static KeySetResult ofSecret(byte[] secret, Set<Algorithm> algorithms) {
        if (algorithms.isEmpty()) {
            return bad("no algorithm is given for the secret");
        }
        for (Algorithm algorithm : algorithms) {
            if (!algorithm.isSymmetric() || secret.length < algorithm.hashBytes()) {
                return bad(
                        "the secret must have the %d bytes that %s needs at least"
                                .formatted(algorithm.hashBytes(), algorithm));
            }
        }
        var key = new SecretKeySpec(secret, "HMAC");
        return new KeySetResult.Good(
                new KeySet(List.of(new VerificationKey(null, key, algorithms, null))));
    }

    /** Why the entry refuses the set, or null; adds the key unless it is not for us. */
    private static @Nullable String add(Json entry, List<VerificationKey> keys) {
        if (!(entry instanceof Json.Members members)) {
            return "it is no object";
        }
        Jwk jwk = new Jwk(members);
        if (jwk.isPrivate()) {
            return "it holds a secret or private part";
        }
        if (!jwk.isForVerifying()) {
            return null;
        }
        return switch (jwk.read()) {
            case Checked.Failed<VerificationKey>(var reason) -> reason;
            case Checked.Passed<VerificationKey>(var key) -> {
                boolean taken =
                        key.kid() != null
                                && keys.stream().anyMatch(one -> key.kid().equals(one.kid()));
                keys.add(key);
                yield taken ? "its kid is that of another key" : null;
            }
        };
    }

    /** Whether a header names a key that is not here; a shared secret answers to every name. */
    boolean lacks(TokenHeader header) {
        return !header.algorithm().isSymmetric()
                && header.kid() != null
                && !byName.containsKey(header.kid());
    }

    @Override
    public KeySet current() {
        return this;
    }

    @Override
    public int retryAfterSeconds() {
        return 1;
    }

    @Override
    public @Nullable Future<Void> search() {
        return null;
    }

    /**
     * The key that a header calls for, by map look-up only (S-49). A shared secret has no name and
     * answers to every one.
     */
    Checked<VerificationKey> choose(TokenHeader header, boolean allowMissingKid) {
        if (header.algorithm().isSymmetric()) {
            return only(header.algorithm());
        }
        if (header.kid() == null) {
            return allowMissingKid ? only(header.algorithm()) : Checked.failed("kid missing");
        }
        VerificationKey key = byName.get(header.kid());
        if (key == null) {
            return Checked.failed("kid unknown");
        }
        return key.algorithms().contains(header.algorithm())
                ? Checked.passed(key)
                : Checked.failed("alg does not fit the key");
    }

    private Checked<VerificationKey> only(Algorithm algorithm) {
        VerificationKey only = null;
        for (VerificationKey key : keys) {
            if (key.algorithms().contains(algorithm)) {
                if (only != null) {
                    return Checked.failed("more than one key fits a token without kid");
                }
                only = key;
            }
        }
        return only == null ? Checked.failed("no key fits the alg") : Checked.passed(only);
    }

    private static KeySetResult bad(String problem) {
        return new KeySetResult.Bad(List.of(problem));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof KeySet that && keys.equals(that.keys));
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }
}
