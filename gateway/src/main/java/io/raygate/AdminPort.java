package io.raygate;

import io.raygate.admin.AdminListener;
import io.raygate.admin.AdminParts;
import io.raygate.config.AdminConfig;
import io.raygate.store.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The admin listener of a gateway where it listens, with the certificate that it shows (S-88). */
final class AdminPort {
    private static final long POLL_MILLIS = Duration.ofSeconds(5).toMillis();

    private final Vertx vertx;
    private final AdminListener listener;
    private final int port;
    private final long polling;

    private AdminPort(
            Vertx vertx, AdminListener listener, int port, @Nullable AdminCertificate shown) {
        this.vertx = vertx;
        this.listener = listener;
        this.port = port;
        this.polling =
                shown == null ? -1 : vertx.setPeriodic(POLL_MILLIS, timer -> poll(vertx, shown));
    }

    /**
     * Opens it; blocking.
     *
     * @param shown null: plain text
     * @throws StartFailure if the address is taken, the certificate cannot be used, or other
     *     machines would reach what nobody may administer yet
     */
    static AdminPort open(
            Vertx vertx, AdminConfig config, AdminParts parts, @Nullable AdminCertificate shown)
            throws StartFailure {
        if (!config.address().isLoopback()) {
            demandOwner(config, parts.credentials());
        }
        KeyCertOptions first = shown == null ? null : shown.first();
        AdminListener listener = new AdminListener(vertx, parts, first);
        String host = config.address().host();
        int asked = config.address().port();
        try {
            int port =
                    Patience.await(
                            "admin.address " + host + ":" + asked, listener.listen(host, asked));
            return new AdminPort(vertx, listener, port, shown);
        } catch (StartFailure failure) {
            Patience.settled("the end of the admin listener", listener.close(), Patience.BOUND);
            throw failure;
        }
    }

    /** Whoever comes first from another machine must find the door locked. */
    private static void demandOwner(AdminConfig config, AdminParts.@Nullable Credentials kept)
            throws StartFailure {
        String where = "admin.address " + config.address() + " is reachable from other machines, ";
        boolean owned;
        try {
            owned = kept != null && kept.hasOwner();
        } catch (StoreUnavailable gone) {
            throw new StartFailure(
                    where + "and whether there is an owner cannot be asked: " + gone.getMessage(),
                    gone);
        }
        if (!owned) {
            throw new StartFailure(
                    where
                            + "and the store has no active credential of an owner: start with a loopback address,"
                            + " make one with raygate login --bootstrap, then start with this one",
                    null);
        }
    }

    private void poll(Vertx on, AdminCertificate shown) {
        on.<Optional<KeyCertOptions>>executeBlocking(shown::next, false)
                .onSuccess(next -> next.ifPresent(listener::show));
    }

    /** The bound one. */
    int port() {
        return port;
    }

    Future<Void> close() {
        vertx.cancelTimer(polling);
        return listener.close();
    }
}
