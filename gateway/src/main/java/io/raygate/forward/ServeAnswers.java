package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerHead;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tells Ray Serve's own answers from those of its applications: the statuses are the same, only the
 * texts differ, as recorded from Ray 2.60.
 */
final class ServeAnswers {
    /** Longer than any text of Serve's. */
    static final int MOST_BYTES = 1024;

    private ServeAnswers() {}

    /** Whether only the text can tell who speaks. */
    static boolean isDoubtful(AnswerHead head) {
        int status = head.status();
        if ((status != 408 && status != 429 && status != 503) || head.bodyless()) {
            return false;
        }
        CharSequence type = head.fields().get(Names.CONTENT_TYPE);
        return type != null
                && Names.begin(type, "text/plain")
                && head.contentLength() <= MOST_BYTES;
    }

    /** What Serve says with this text, or null where an application speaks. */
    static @Nullable UpstreamFailure meaning(int status, Buffer body) {
        String text = body.toString(StandardCharsets.ISO_8859_1);
        if (status == 408) {
            boolean serves = text.startsWith("Request ") && text.contains(" timed out after ");
            return serves ? UpstreamFailure.SERVE_TIMEOUT : null;
        }
        return text.startsWith("Request dropped due to backpressure")
                ? UpstreamFailure.BACKPRESSURE
                : null;
    }

    /** Whether the replica died under the request: the one answer that names no request (S-110). */
    static boolean isOfDeadReplica(AnswerHead head) {
        return head.status() == 500 && head.fields().get(Names.X_REQUEST_ID) == null;
    }

    /** Whole seconds that Serve asks to wait, at least 1. */
    static int retryAfter(Fields fields) {
        CharSequence value = fields.get(Names.RETRY_AFTER);
        int seconds = 0;
        for (int i = 0; value != null && i < value.length() && seconds < 100_000; i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 1;
            }
            seconds = seconds * 10 + digit;
        }
        return Math.max(1, seconds);
    }
}
