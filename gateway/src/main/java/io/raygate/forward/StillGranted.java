package io.raygate.forward;

import io.vertx.core.Future;

/** Whether the caller may still have what was granted at the begin of an exchange (S-62). */
public interface StillGranted {

    /** Of an exchange that ends before anybody would ask. */
    StillGranted ALWAYS = () -> Future.succeededFuture(true);

    /** As of this moment; called and answered on the exchange's event loop. */
    Future<Boolean> ask();
}
