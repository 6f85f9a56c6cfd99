package io.raygate.pipeline;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Usage;
import io.raygate.forward.AnswerTap;
import io.raygate.usage.OpenAiMeters;
import io.raygate.usage.UsageMeter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage from an answer that passes and notes it in the account, before whoever settles by
 * it.
 */
final class Metering implements AnswerTap {
    private final Account account;
    private final boolean hidesUsage;
    private @Nullable UsageMeter meter;

    private Metering(Account account, boolean hidesUsage) {
        this.account = account;
        this.hidesUsage = hidesUsage;
    }

    /** For one exchange; null where nobody asked a model. */
    static @Nullable Metering of(Exchange exchange, Question question) {
        if (question.asked() == null) {
            return null;
        }
        Metering metering = new Metering(exchange.account(), question.hidesUsage());
        exchange.whenSettled(metering::settle);
        return metering;
    }

    @Override
    public void head(int status, Fields fields) {
        meter =
                OpenAiMeters.of(
                        status,
                        text(fields.get(HttpHeaders.CONTENT_TYPE)),
                        text(fields.get(HttpHeaders.CONTENT_ENCODING)),
                        hidesUsage);
    }

    private static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }

    @Override
    public Buffer body(Buffer data) {
        return meter == null ? data : meter.pass(data);
    }

    @Override
    public Buffer end(Buffer last) {
        return meter == null ? last : meter.end(last);
    }

    /** What was counted stands beside the prompt as it was estimated: that was read in any case. */
    private void settle() {
        if (meter == null) {
            return;
        }
        Usage seen = meter.usage();
        Usage estimate = account.estimate;
        account.usage =
                seen == null || meter.exact() || estimate == null
                        ? seen
                        : new Usage(estimate.input(), 0, seen.output(), 0);
    }
}
