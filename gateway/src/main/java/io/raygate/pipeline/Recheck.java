package io.raygate.pipeline;

import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.RejectionCode;
import io.raygate.forward.StillGranted;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Takes a caller through authentication and authorisation again (S-62): whatever would refuse it
 * now ends its exchange, and so does another tenant than the upstream was told of. Where nothing
 * can be said at the moment the exchange goes on, but not for ever.
 */
final class Recheck implements StillGranted {
    private static final int MOST_UNDECIDED = 5;

    private final Supplier<Decision<Principal>> again;
    private final Principal first;
    private int undecided;

    /**
     * @param again what would become of the same head at this moment
     * @param first whom the exchange was granted to
     */
    Recheck(Supplier<Decision<Principal>> again, Principal first) {
        this.again = again;
        this.first = first;
    }

    @Override
    public Future<Boolean> ask() {
        return meaning(again.get());
    }

    private Future<Boolean> meaning(Decision<Principal> decision) {
        return switch (decision) {
            case Decision.Proceed<Principal>(var principal) -> {
                undecided = 0;
                yield Future.succeededFuture(isSameTenant(principal));
            }
            case Decision.Refuse<Principal>(var rejection) ->
                    Future.succeededFuture(
                            isForNow(rejection.code()) && ++undecided <= MOST_UNDECIDED);
            case Decision.Answer<Principal> answer -> Future.succeededFuture(false);
            case Decision.Wait<Principal>(var outcome) -> outcome.compose(this::meaning);
        };
    }

    private boolean isSameTenant(Principal principal) {
        return principal.tenant().id().equals(first.tenant().id());
    }

    /** What would tell is away, or somebody at the address guesses: says nothing of this one. */
    private static boolean isForNow(RejectionCode code) {
        return switch (code) {
            case KEY_SET_UNAVAILABLE, CREDENTIAL_STORE_UNAVAILABLE, AUTH_THROTTLED -> true;
            default -> false;
        };
    }
}
