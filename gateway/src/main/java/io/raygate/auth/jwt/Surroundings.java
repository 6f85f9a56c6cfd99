package io.raygate.auth.jwt;

import io.raygate.auth.Fingerprints;
import io.raygate.auth.Throttle;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.Tenants;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are verified with and outlives every snapshot.
 *
 * @param wall for {@code exp}, {@code nbf} and {@code iat} only (S-102)
 * @param nanos a monotonic clock, for everything else
 * @param throttle bounds signature work per client address (S-57)
 * @param workers threads apart from the event loops, used only without a native provider; its queue
 *     should be bounded
 * @param tenants as they stand at each moment
 * @param revocations likewise
 * @param fingerprints by which tokens are recognised again
 */
public record Surroundings(
        Signatures signatures,
        InstantSource wall,
        LongSupplier nanos,
        Throttle throttle,
        Executor workers,
        Tenants tenants,
        Revocations revocations,
        Fingerprints fingerprints) {

    /** Runs a verification where it may take its time. */
    Decision<Verdict> run(Supplier<Verdict> verification) {
        return signatures.isNative() ? Decision.proceed(verification.get()) : later(verification);
    }

    private Decision<Verdict> later(Supplier<Verdict> verification) {
        Context loop = Vertx.currentContext();
        Promise<Decision<Verdict>> outcome = Promise.promise();
        try {
            workers.execute(() -> deliver(loop, outcome, guarded(verification)));
        } catch (RejectedExecutionException _) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.AUTH_THROTTLED, "too many signatures to verify")
                            .retryAfter(1));
        }
        return new Decision.Wait<>(outcome.future());
    }

    /** Goes on where the exchange lives, once {@code event} has come, well or not. */
    Decision<Boolean> after(Future<Void> event) {
        Context loop = Vertx.currentContext();
        Promise<Decision<Boolean>> come = Promise.promise();
        event.onComplete(_ -> deliver(loop, come, Decision.proceed(true)));
        return new Decision.Wait<>(come.future());
    }

    /** A fault of ours must not leave an exchange waiting for ever. */
    private static Decision<Verdict> guarded(Supplier<Verdict> verification) {
        try {
            return Decision.proceed(verification.get());
        } catch (RuntimeException fault) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.INTERNAL_ERROR, "verifying failed: " + fault));
        }
    }

    private static <T> void deliver(@Nullable Context loop, Promise<T> outcome, T value) {
        if (loop == null) {
            outcome.complete(value);
        } else {
            loop.runOnContext(_ -> outcome.complete(value));
        }
    }
}
