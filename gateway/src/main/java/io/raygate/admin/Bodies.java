package io.raygate.admin;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * The rooms for bodies: one for what every operation needs, and others for what takes much or comes
 * from somebody unknown, so that none of these keeps anybody from a revocation. Any thread.
 */
final class Bodies {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BODY = 64 * 1024;

    /** Of many things at once. */
    private static final int LONG_BODY = 1024 * 1024;

    /**
     * Whoever signs is known only when his report is there: these have little room of their own.
     */
    private static final int REPORT = 256 * 1024;

    private final BodyReader bodies;
    private final BodyReader longBodies;
    private final BodyReader reports;

    Bodies(Vertx vertx) {
        this.bodies = new BodyReader(vertx, BODY, new Room(64 * BODY, 4 * BODY), PATIENCE);
        this.longBodies =
                new BodyReader(vertx, LONG_BODY, new Room(16 * LONG_BODY, 4 * LONG_BODY), PATIENCE);
        this.reports = new BodyReader(vertx, REPORT, new Room(4 * REPORT, 4 * REPORT), PATIENCE);
    }

    /** Who reads the bodies of this operation. */
    BodyReader of(Operation operation) {
        if (operation.need() instanceof Need.ReportSignature) {
            return reports;
        }
        return operation.takes() == Operation.Takes.LONG_JSON ? longBodies : bodies;
    }
}
