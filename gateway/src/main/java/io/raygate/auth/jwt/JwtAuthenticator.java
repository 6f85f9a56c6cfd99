package io.raygate.auth.jwt;

import io.raygate.auth.Authenticator;
import io.raygate.auth.Fingerprint;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.tenant.Tenant;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by bearer token of any configured issuer (RFC 6750, RFC 8725). What was verified is
 * remembered; what was not is verified here, or off the event loop where that is dear (S-57). A
 * token of a key that its issuer's set lacks may wait until the set was fetched anew (S-55).
 */
public final class JwtAuthenticator implements Authenticator {
    private static final String UNKNOWN_KID = "kid unknown";

    private final JwtSettings settings;
    private final Surroundings surroundings;
    private final TokenJudge judge;
    private final VerifiedTokens tokens;

    public JwtAuthenticator(JwtSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.judge = new TokenJudge(settings, surroundings.signatures(), surroundings.tenants());
        this.tokens = new VerifiedTokens(settings.cache(), surroundings.nanos());
    }

    /** What it was made from: with equal settings the next snapshot goes on with this one. */
    public JwtSettings settings() {
        return settings;
    }

    @Override
    public boolean reads(RequestHead head) {
        return head.presented().holdsToken();
    }

    @Override
    public Decision<Principal> authenticate(RequestHead head) {
        String token = Objects.requireNonNull(head.presented().bearer());
        if (token.length() > TokenGate.LONGEST) {
            return refuse("longer than 16 KiB");
        }
        Fingerprint print =
                surroundings.fingerprints().of(token.getBytes(StandardCharsets.ISO_8859_1));
        Verdict known = tokens.find(print, surroundings.wall().millis());
        if (known != null) {
            return decision(known);
        }
        Asked asked = new Asked(token, print, head.origin().address());
        Opening opening = judge.open(token);
        return opening instanceof Opening.UnknownKid(var keys)
                ? search(asked, keys)
                : decide(opening, asked);
    }

    /** One question, for as long as it is open. */
    private record Asked(String token, Fingerprint print, String address) {}

    private Decision<Principal> search(Asked asked, IssuerKeys keys) {
        Future<Void> search = keys.search();
        return search == null
                ? refuse(UNKNOWN_KID)
                : surroundings.after(search).then(_ -> decide(judge.open(asked.token()), asked));
    }

    private Decision<Principal> decide(Opening opening, Asked asked) {
        return switch (opening) {
            case Opening.Refused(var reason) -> refuse(reason);
            case Opening.UnknownKid _ -> refuse(UNKNOWN_KID);
            case Opening.WithoutKeys(var issuer) -> withoutKeys(issuer);
            case Opening.Candidate candidate -> verify(candidate, asked.print(), asked.address());
        };
    }

    private static Decision<Principal> withoutKeys(JwtIssuer issuer) {
        return Decision.refuse(
                Rejection.of(
                                RejectionCode.KEY_SET_UNAVAILABLE,
                                "no keys of the issuer " + issuer.id())
                        .retryAfter(issuer.keys().retryAfterSeconds()));
    }

    private Decision<Principal> verify(
            Opening.Candidate candidate, Fingerprint print, String address) {
        int seconds = surroundings.throttle().signatureWait(address);
        if (seconds > 0) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.AUTH_THROTTLED, "too many wrong signatures")
                            .retryAfter(seconds));
        }
        return surroundings.run(() -> verified(candidate, print, address)).then(this::decision);
    }

    private Verdict verified(Opening.Candidate candidate, Fingerprint print, String address) {
        Verdict verdict = judge.judge(candidate, surroundings.wall().millis());
        tokens.put(print, verdict, candidate);
        if (verdict instanceof Verdict.Bad) {
            surroundings.throttle().signatureFailed(address);
        }
        return verdict;
    }

    @Override
    public @Nullable String claimedId(RequestHead head) {
        return null;
    }

    /**
     * The last word on each use, remembered or not: what may change at any moment is asked here,
     * where the exchange lives and after all waiting, so that nothing slips through behind it.
     */
    private Decision<Principal> decision(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good good -> unlessTakenBack(good);
            case Verdict.Bad(var rejection, var _) -> Decision.refuse(rejection);
        };
    }

    private Decision<Principal> unlessTakenBack(Verdict.Good good) {
        String reason = good.token().revokedBy(surroundings.revocations().current());
        if (reason != null) {
            return refuse(reason);
        }
        Principal principal = good.principal();
        Tenant tenant = surroundings.tenants().find(principal.tenant().id().value());
        if (tenant == null) {
            return Decision.refuse(Verdict.UNKNOWN_TENANT.rejection());
        }
        return Decision.proceed(
                tenant.equals(principal.tenant()) ? principal : principal.of(tenant));
    }

    private static Decision<Principal> refuse(String reason) {
        return Decision.refuse(Rejection.of(RejectionCode.INVALID_TOKEN, reason));
    }
}
