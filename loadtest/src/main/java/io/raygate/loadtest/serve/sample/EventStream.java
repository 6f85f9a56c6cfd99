package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;

/**
 * Sends {@code n} server-sent events, {@code delay} seconds after each. {@code fail_at=i} raises
 * before event i, {@code die_at=i} ends the replica there, {@code pad} makes each event larger.
 */
final class EventStream implements Application {
    static final String TYPE = "text/event-stream; charset=utf-8";

    @Override
    public void http(HttpCall call) {
        if (call.path().endsWith("/journal")) {
            JournalAnswer.send(call);
            return;
        }
        Answers.identified(call).header("cache-control", "no-cache").begin(TYPE);
        new Run(call).next(0);
    }

    /** One stream on its way. */
    private static final class Run {
        private final HttpCall call;
        private final int count;
        private final int failAt;
        private final int dieAt;
        private final Duration delay;
        private final boolean stamped;
        private final String padding;

        Run(HttpCall call) {
            this.call = call;
            count = Integer.parseInt(call.param("n", "10"));
            failAt = Integer.parseInt(call.param("fail_at", "-1"));
            dieAt = Integer.parseInt(call.param("die_at", "-1"));
            delay = Seconds.of(Double.parseDouble(call.param("delay", "0.2")));
            stamped = call.param("nanos", "0").equals("1");
            padding = "x".repeat(Integer.parseInt(call.param("pad", "0")));
        }

        void next(int i) {
            if (i >= count) {
                call.reply().write(Buffer.buffer("data: [DONE]\n\n"));
                call.reply().end();
            } else if (i == failAt) {
                call.raise();
            } else if (i == dieAt) {
                call.replica().exit();
            } else {
                call.reply().write(Buffer.buffer(event(i)));
                call.after(delay, () -> next(i + 1));
            }
        }

        private String event(int i) {
            String time = String.format(Locale.ROOT, "%.6f", Seconds.unix(call.now()));
            String stamp = stamped ? ", \"nanos\":" + call.replica().nanos() : "";
            return "data: {\"token\": "
                    + i
                    + ", \"time\": "
                    + time
                    + ", \"pad\": \""
                    + padding
                    + "\""
                    + stamp
                    + "}\n\n";
        }
    }
}
