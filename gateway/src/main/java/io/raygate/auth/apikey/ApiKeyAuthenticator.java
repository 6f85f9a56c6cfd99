package io.raygate.auth.apikey;

import io.raygate.auth.Authenticator;
import io.raygate.auth.Digest;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Presented;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.Tenants;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by API key, from its own field or as a bearer (S-61): keys of the store by their
 * id, keys of the file and imported ones by the digest of the whole key. Both look-ups are one step
 * in memory; no verdict is kept, only the digests of keys that were good ({@link ProvenKeys}).
 */
public final class ApiKeyAuthenticator implements Authenticator {

    /** The name by which routes list it. */
    public static final String METHOD = "apiKeys";

    /** What an imported key may have at most; no tool makes longer ones. */
    private static final int LONGEST_FOREIGN = 512;

    private static final int RETRY_SECONDS = 2;
    private static final String NO_KEY = "not the shape of a key";

    private final KeyFormat format;
    private final DeclaredKeys declared;
    private final Live live;
    private final boolean bearer;
    private final InstantSource clock;

    /** What changes under a snapshot: the keys of the store and the tenants. */
    public record Live(KeyRing ring, Tenants tenants) {}

    /**
     * @param declared those of the configuration
     * @param bearer whether a key may also come as a bearer, as OpenAI's clients send it
     */
    public ApiKeyAuthenticator(
            KeyFormat format,
            DeclaredKeys declared,
            Live live,
            boolean bearer,
            InstantSource clock) {
        this.format = format;
        this.declared = declared;
        this.live = live;
        this.bearer = bearer;
        this.clock = clock;
    }

    @Override
    public boolean reads(RequestHead head) {
        return !head.presented().holdsToken();
    }

    @Override
    public Decision<Principal> authenticate(RequestHead head) {
        String text = key(head.presented());
        if (text == null) {
            return refuse(RejectionCode.INVALID_API_KEY, "keys are not taken as bearer");
        }
        boolean begins = format.begins(text);
        if (!begins && !mayBeImported(text)) {
            return refuse(RejectionCode.INVALID_API_KEY, NO_KEY);
        }
        PresentedKey key = live.ring().proven().presented(text);
        KeyShape ours = begins ? key.shape() : null;
        return ours == null && !mayBeImported(text)
                ? refuse(RejectionCode.INVALID_API_KEY, NO_KEY)
                : authenticate(key, ours, clock.millis());
    }

    /**
     * @param ours null for what may only be an imported key
     */
    private Decision<Principal> authenticate(PresentedKey key, @Nullable KeyShape ours, long now) {
        KeyRing ring = live.ring();
        StoredKey claimed = ours == null ? null : ring.claimed(ours);
        KeyRing.Found found = ours == null ? null : ring.find(key, ours, claimed, now);
        if (found == null && claimed != null && ring.isUnreadable(claimed)) {
            return withoutPepper(claimed, now);
        }
        if (found == null) {
            found = findByHash(key, ours, now);
        }
        if (found != null) {
            return ring.isFresh()
                    ? judge(found, key.text(), now)
                    : unavailable("whether the key is revoked is not known: no word of the store");
        }
        return ring.isComplete()
                ? refuse(RejectionCode.INVALID_API_KEY, "unknown key")
                : unavailable("unknown key, and the store of keys does not answer");
    }

    /**
     * The file's word holds for a key that was imported as well, so that whoever may import takes
     * nothing over; but what the store has taken back stays taken back.
     */
    private KeyRing.@Nullable Found findByHash(
            PresentedKey key, @Nullable KeyShape ours, long now) {
        ProvenKeys proven = live.ring().proven();
        Digest digest = proven.digest(key, null);
        KeyRing.Found found = live.ring().findImported(digest, now);
        if (ours != null && (found == null || found.key().enabled())) {
            StoredKey known = declared.find(digest);
            found = known == null ? found : new KeyRing.Found(ours.publicId(), known, true);
        }
        if (found != null) {
            proven.remember(key, null, digest);
        }
        return found;
    }

    private boolean mayBeImported(String key) {
        return live.ring().takesForeignShapes() && key.length() <= LONGEST_FOREIGN;
    }

    /** What opens nothing any more needs no pepper to be refused. */
    private static Decision<Principal> withoutPepper(StoredKey key, long now) {
        return key.enabled() && now < key.expiresAtMillis()
                ? unavailable("the pepper of the key is not among auth.apiKeys.peppers")
                : refuse(RejectionCode.INVALID_API_KEY, "key out of force, and its pepper gone");
    }

    /** Only who has the secret is told that a key has expired. */
    private Decision<Principal> judge(KeyRing.Found found, String key, long now) {
        StoredKey stored = found.key();
        if (!stored.enabled()) {
            return refuse(RejectionCode.INVALID_API_KEY, "key revoked or disabled");
        }
        if (stored.environment() != null
                && found.isOurs()
                && !KeyFormat.isOf(key, stored.environment())) {
            return refuse(RejectionCode.INVALID_API_KEY, "key of another environment");
        }
        if (now >= stored.expiresAtMillis()) {
            return refuse(RejectionCode.API_KEY_EXPIRED, "key expired");
        }
        Tenant tenant = live.tenants().find(stored.tenant());
        return tenant == null
                ? refuse(RejectionCode.INVALID_API_KEY, "tenant of the key not known")
                : Decision.proceed(principal(stored, tenant, found.id()));
    }

    private static Decision<Principal> unavailable(String reason) {
        return Decision.refuse(
                Rejection.of(RejectionCode.CREDENTIAL_STORE_UNAVAILABLE, reason)
                        .retryAfter(RETRY_SECONDS));
    }

    @Override
    public @Nullable String claimedId(RequestHead head) {
        String key = key(head.presented());
        return key != null && format.matches(key) ? KeyFormat.id(key) : null;
    }

    private @Nullable String key(Presented presented) {
        return presented.apiKey() == null && bearer ? presented.bearer() : presented.apiKey();
    }

    private static Principal principal(StoredKey stored, Tenant tenant, String id) {
        return new Principal(
                tenant,
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
