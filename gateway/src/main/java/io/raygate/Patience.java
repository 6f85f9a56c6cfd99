package io.raygate;

import io.raygate.listener.CertificateFault;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the steps of a start and of an end, each within a bound; blocking. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** What one step may take. */
    static final Duration BOUND = Duration.ofSeconds(30);

    private Patience() {}

    /**
     * What a step of the start comes to.
     *
     * @throws StartFailure if it fails or takes too long
     */
    static <T> T await(String what, Future<T> step) throws StartFailure {
        return await(what, step, BOUND);
    }

    /** Waits for a step of the end; whatever goes wrong there, the rest still ends. */
    static void settled(String what, Future<Void> step, Duration bound) {
        try {
            await(what, step, bound);
        } catch (StartFailure e) {
            LOG.warn("not everything ended in order: {}", e.getMessage());
        }
    }

    private static <T> T await(String what, Future<T> step, Duration bound) throws StartFailure {
        try {
            return step.toCompletionStage()
                    .toCompletableFuture()
                    .get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for " + what, e);
        } catch (ExecutionException e) {
            throw new StartFailure(what + ": " + reason(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new StartFailure(what + " took longer than " + bound.toSeconds() + " s", e);
        }
    }

    /** What the operator can mend needs no name of a class: a port, a file. */
    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message != null
                        && (cause instanceof IOException || cause instanceof CertificateFault)
                ? message
                : String.valueOf(cause);
    }
}
