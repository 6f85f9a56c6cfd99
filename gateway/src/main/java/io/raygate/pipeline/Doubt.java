package io.raygate.pipeline;

import static java.util.Objects.requireNonNull;

import io.raygate.limit.LimitDecision;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * One request of which nobody knows yet whether it is within its limits: it comes again when more
 * is known, and in a few milliseconds at the latest. On its event loop.
 */
final class Doubt {
    /**
     * A store that is well answers in less than one; more than that hardly a request is to notice.
     */
    private static final long MOST_MILLIS = 20;

    private final Context context = requireNonNull(Vertx.currentContext());
    private final Promise<LimitDecision> decided = Promise.promise();
    private final Function<Boolean, LimitDecision> again;
    private final long timer;

    private Doubt(Function<Boolean, LimitDecision> again) {
        this.again = again;
        this.timer = context.owner().setTimer(MOST_MILLIS, id -> decide(false));
    }

    /**
     * What it comes to.
     *
     * @param again asks again; told whether there is still time to be unsure
     */
    static Future<LimitDecision> over(
            LimitDecision.Unsure unsure, Function<Boolean, LimitDecision> again) {
        Doubt doubt = new Doubt(again);
        doubt.await(unsure);
        return doubt.decided.future();
    }

    private void await(LimitDecision.Unsure unsure) {
        unsure.whenKnown(() -> context.runOnContext(known -> decide(true)));
    }

    private void decide(boolean patient) {
        if (decided.future().isComplete()) {
            return;
        }
        LimitDecision decision = again.apply(patient);
        if (decision instanceof LimitDecision.Unsure unsure) {
            await(unsure);
        } else {
            context.owner().cancelTimer(timer);
            decided.complete(decision);
        }
    }
}
