package io.raygate.loadtest.serve.work;

import io.raygate.loadtest.serve.application.HttpCall;
import java.time.Duration;

/** A token each {@code gap}, whatever the load. */
public record FixedPace(Duration gap) implements TokenSource {

    @Override
    public void generate(HttpCall call, Order order) {
        next(call, order, order.output());
    }

    private void next(HttpCall call, Order order, int left) {
        if (left > 0) {
            call.after(
                    gap,
                    () -> {
                        order.token().run();
                        next(call, order, left - 1);
                    });
        }
    }
}
