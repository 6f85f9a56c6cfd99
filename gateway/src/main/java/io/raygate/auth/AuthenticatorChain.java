package io.raygate.auth;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Presented;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one authenticator that reads the presented credential, by its shape. The same chain
 * judges on every path, known or not, so that a bad credential gets the same answer on each (S-68);
 * whether a route takes the kind of a good one is for the {@link Authorizer}.
 */
public final class AuthenticatorChain {
    private final List<Authenticator> authenticators;
    private final Throttle throttle;

    /** Takes whatever any of the authenticators takes. */
    public AuthenticatorChain(List<Authenticator> authenticators, Throttle throttle) {
        this.authenticators = List.copyOf(authenticators);
        this.throttle = throttle;
    }

    /**
     * Authenticates the caller; event loop. Refusals are 400, 401, 403 or 429, and 503 only where
     * what credentials are held against is not there.
     */
    public Decision<Principal> authenticate(RequestHead head) {
        Presented presented = head.presented();
        if (presented.count() > 1) {
            return refuse(RejectionCode.MULTIPLE_CREDENTIALS, "more than one credential");
        }
        if (presented.bearer() == null && presented.apiKey() == null) {
            return refuse(RejectionCode.AUTHENTICATION_REQUIRED, "no credential");
        }
        Authenticator reader = readerOf(head);
        return reader == null
                ? refused(notRead(presented), head, null)
                : judge(reader, head, reader.authenticate(head));
    }

    /**
     * The same for a head that was good before: what has become bad since is no guess, so it is
     * neither counted nor hidden behind a throttle.
     */
    public Decision<Principal> authenticateAgain(RequestHead head) {
        Authenticator reader = readerOf(head);
        return reader == null
                ? Decision.refuse(notRead(head.presented()))
                : reader.authenticate(head);
    }

    private @Nullable Authenticator readerOf(RequestHead head) {
        for (int i = 0; i < authenticators.size(); i++) {
            if (authenticators.get(i).reads(head)) {
                return authenticators.get(i);
            }
        }
        return null;
    }

    private static Rejection notRead(Presented presented) {
        RejectionCode code =
                presented.holdsToken()
                        ? RejectionCode.INVALID_TOKEN
                        : RejectionCode.INVALID_API_KEY;
        return Rejection.of(code, "no authenticator for this shape");
    }

    private Decision<Principal> judge(
            Authenticator authenticator, RequestHead head, Decision<Principal> decision) {
        return switch (decision) {
            case Decision.Proceed<Principal> good -> good;
            case Decision.Refuse<Principal>(var rejection) ->
                    refused(rejection, head, authenticator);
            case Decision.Answer<Principal> answer -> answer;
            case Decision.Wait<Principal>(var outcome) ->
                    new Decision.Wait<>(outcome.map(known -> judge(authenticator, head, known)));
        };
    }

    /** Counts a failed credential; a good one of a tenant that may not go on is no guess. */
    private Decision<Principal> refused(
            Rejection rejection, RequestHead head, @Nullable Authenticator authenticator) {
        if (rejection.code().status() != 401) {
            return Decision.refuse(rejection);
        }
        String id = authenticator == null ? null : authenticator.claimedId(head);
        int seconds = throttle.failed(head.origin().address(), id);
        return Decision.refuse(
                seconds == 0
                        ? rejection
                        : Rejection.of(RejectionCode.AUTH_THROTTLED, rejection.reason())
                                .retryAfter(seconds));
    }

    private static Decision<Principal> refuse(RejectionCode code, String reason) {
        return Decision.refuse(Rejection.of(code, reason));
    }
}
