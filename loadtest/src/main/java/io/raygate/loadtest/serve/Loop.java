package io.raygate.loadtest.serve;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** The event loop of one simulated cluster, as a verticle that holds nothing else. */
final class Loop extends VerticleBase {

    /** Takes one of the event loops of {@code vertx}. */
    static Future<Loop> start(Vertx vertx) {
        var loop = new Loop();
        return vertx.deployVerticle(loop).map(loop);
    }

    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    Context context() {
        return context;
    }

    /** Runs {@code action} on the loop; callable from any thread. */
    <T> Future<T> call(Callable<T> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                _ -> {
                    try {
                        promise.complete(action.call());
                    } catch (Exception failure) {
                        promise.fail(failure);
                    }
                });
        return promise.future();
    }

    /** Closes what was opened on the loop and gives it back. */
    Future<Void> giveBack() {
        return vertx.undeploy(deploymentID());
    }
}
