package io.raygate.pipeline;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.OpenAiEvents;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.Usage;
import io.raygate.forward.AnswerTap;
import io.raygate.limit.Budget;
import io.raygate.limit.Charge;
import io.raygate.usage.HeaderMeter;
import io.raygate.usage.MeterSettings;
import io.raygate.usage.OpenAiMeters;
import io.raygate.usage.UsageMeter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage from an answer that passes and notes it in the account, before whoever settles by
 * it: from its fields where they tell it, else from its body.
 */
final class Metering implements AnswerTap {
    private final Account account;
    private final @Nullable HeaderMeter headers;
    private final boolean ofBody;
    private final boolean hidesUsage;
    private final @Nullable Budget budget;
    private @Nullable UsageMeter meter;
    private @Nullable Usage told;
    private boolean good;

    private Metering(
            Account account, MeterSettings settings, Question question, @Nullable Budget budget) {
        this.account = account;
        this.headers = settings.headers();
        this.ofBody = question.metered();
        this.hidesUsage = question.hidesUsage();
        this.budget = budget;
    }

    /**
     * For one exchange; null where nothing of its answer is looked at.
     *
     * @param charge what it took of its limits; null: nothing
     */
    static @Nullable Metering of(
            Exchange exchange, MeterSettings settings, Question question, @Nullable Charge charge) {
        if (!question.metered() && settings.headers() == null) {
            return null;
        }
        Metering metering =
                new Metering(
                        exchange.account(),
                        settings,
                        question,
                        charge == null ? null : charge.budget());
        exchange.whenEnding(metering::settle);
        exchange.whenSettled(metering::settle);
        return metering;
    }

    @Override
    public boolean looksAtBody() {
        return ofBody;
    }

    @Override
    public boolean mayHide() {
        return meter != null && (hidesUsage || budget != null);
    }

    @Override
    public void head(int status, Fields fields) {
        good = status / 100 == 2;
        tell(fields);
        if (ofBody) {
            meter =
                    OpenAiMeters.of(
                            status,
                            text(fields.get(HttpHeaders.CONTENT_TYPE)),
                            text(fields.get(HttpHeaders.CONTENT_ENCODING)),
                            hidesUsage,
                            budget == null ? null : this::isWithinBudget);
        }
    }

    /** Trailers may say what the head could not know yet. */
    private void tell(Fields fields) {
        Usage usage = headers != null && good ? headers.usage(fields) : null;
        told = usage == null ? told : usage;
    }

    private static @Nullable String text(@Nullable CharSequence value) {
        return value == null ? null : value.toString();
    }

    @Override
    public Buffer body(Buffer data) {
        return meter == null ? data : closed(meter.pass(data));
    }

    @Override
    public Buffer end(Buffer last, Fields trailers) {
        tell(trailers);
        return meter == null ? last : closed(meter.end(last));
    }

    @Override
    public boolean isOver() {
        return meter != null && meter.isCut();
    }

    private boolean isWithinBudget(Usage usage, boolean exact) {
        Rejection exceeded =
                budget == null ? null : budget.exceededBy(whole(usage, exact), account);
        if (exceeded != null) {
            account.rejection = exceeded;
            account.outcome = Outcome.CUT;
        }
        return exceeded == null;
    }

    /** A stream that is ended says why. */
    private Buffer closed(Buffer passed) {
        Rejection why = account.rejection;
        return why == null || !isOver()
                ? passed
                : Buffer.buffer().appendBuffer(passed).appendBuffer(OpenAiEvents.last(why));
    }

    private void settle() {
        account.usage = told == null && meter != null ? read(meter) : told;
    }

    private @Nullable Usage read(UsageMeter read) {
        Usage seen = read.usage();
        return seen == null ? null : whole(seen, read.exact());
    }

    /** What was counted stands beside the prompt as it was estimated: that was read in any case. */
    private Usage whole(Usage seen, boolean exact) {
        Usage estimate = account.estimate;
        return exact || estimate == null
                ? seen
                : new Usage(Math.max(0, estimate.input()), 0, seen.output(), 0);
    }
}
