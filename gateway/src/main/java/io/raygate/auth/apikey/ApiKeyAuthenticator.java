package io.raygate.auth.apikey;

import io.raygate.auth.Authenticator;
import io.raygate.auth.CredentialHash;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Presented;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by API key, from its own field or as a bearer (S-61). Keeps no cache: the digest of
 * the whole key is itself what the ring is searched for.
 */
public final class ApiKeyAuthenticator implements Authenticator {

    /** The name by which routes list it. */
    public static final String METHOD = "apiKeys";

    private final KeyFormat format;
    private final KeyRing ring;
    private final boolean bearer;
    private final InstantSource clock;
    private final CredentialHash hash = new CredentialHash();

    /**
     * @param bearer whether a key may also come as a bearer, as OpenAI's clients send it
     */
    public ApiKeyAuthenticator(
            KeyFormat format, KeyRing ring, boolean bearer, InstantSource clock) {
        this.format = format;
        this.ring = ring;
        this.bearer = bearer;
        this.clock = clock;
    }

    @Override
    public boolean reads(RequestHead head) {
        return !head.presented().holdsToken();
    }

    @Override
    public Decision<Principal> authenticate(RequestHead head) {
        String key = key(head.presented());
        if (key == null) {
            return refuse(RejectionCode.INVALID_API_KEY, "keys are not taken as bearer");
        }
        if (!format.matches(key)) {
            return refuse(RejectionCode.INVALID_API_KEY, "not the shape of a key");
        }
        StoredKey stored = ring.find(hash.of(key.getBytes(StandardCharsets.ISO_8859_1)));
        if (stored == null) {
            return refuse(RejectionCode.INVALID_API_KEY, "unknown key");
        }
        if (stored.environment() != null && !KeyFormat.isOf(key, stored.environment())) {
            return refuse(RejectionCode.INVALID_API_KEY, "key of another environment");
        }
        if (clock.millis() >= stored.expiresAtMillis()) {
            return refuse(RejectionCode.API_KEY_EXPIRED, "key expired");
        }
        return Decision.proceed(principal(stored, KeyFormat.id(key)));
    }

    @Override
    public @Nullable String claimedId(RequestHead head) {
        String key = key(head.presented());
        return key != null && format.matches(key) ? KeyFormat.id(key) : null;
    }

    private @Nullable String key(Presented presented) {
        return presented.apiKey() == null && bearer ? presented.bearer() : presented.apiKey();
    }

    private static Principal principal(StoredKey stored, String id) {
        return new Principal(
                stored.tenant(),
                stored.name(),
                METHOD,
                id,
                stored.scopes(),
                stored.grants(),
                stored.expiresAtMillis());
    }

    private static Decision<Principal> refuse(RejectionCode code, String reason) {
        return Decision.refuse(Rejection.of(code, reason));
    }
}
