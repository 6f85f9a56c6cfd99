package io.raygate.auth.jwt;

import io.raygate.auth.Authenticator;
import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates by bearer token of any configured issuer (RFC 6750, RFC 8725). What was verified is
 * remembered; what was not is verified here, or off the event loop where that is dear (S-57).
 */
public final class JwtAuthenticator implements Authenticator {
    private final JwtSettings settings;
    private final Surroundings surroundings;
    private final TokenJudge judge;
    private final VerifiedTokens tokens;
    private final CredentialHash hash = new CredentialHash();

    public JwtAuthenticator(JwtSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.judge = new TokenJudge(settings, surroundings.signatures());
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
        Digest digest = hash.of(token.getBytes(StandardCharsets.ISO_8859_1));
        Verdict known = tokens.find(digest, surroundings.wall().millis());
        if (known != null) {
            return decision(known);
        }
        return switch (judge.open(token)) {
            case Checked.Failed<TokenJudge.Candidate>(var reason) -> refuse(reason);
            case Checked.Passed<TokenJudge.Candidate>(var candidate) ->
                    verify(candidate, digest, head.origin().address());
        };
    }

    private Decision<Principal> verify(
            TokenJudge.Candidate candidate, Digest digest, String address) {
        int seconds = surroundings.throttle().signatureWait(address);
        if (seconds > 0) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.AUTH_THROTTLED, "too many wrong signatures")
                            .retryAfter(seconds));
        }
        return surroundings.run(() -> verified(candidate, digest, address));
    }

    private Decision<Principal> verified(
            TokenJudge.Candidate candidate, Digest digest, String address) {
        Verdict verdict = judge.judge(candidate, surroundings.wall().millis());
        tokens.put(digest, verdict);
        if (verdict instanceof Verdict.Bad) {
            surroundings.throttle().signatureFailed(address);
        }
        return decision(verdict);
    }

    @Override
    public @Nullable String claimedId(RequestHead head) {
        return null;
    }

    private static Decision<Principal> decision(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good(var principal, var _) -> Decision.proceed(principal);
            case Verdict.Bad(var rejection, var _) -> Decision.refuse(rejection);
        };
    }

    private static Decision<Principal> refuse(String reason) {
        return Decision.refuse(Rejection.of(RejectionCode.INVALID_TOKEN, reason));
    }
}
