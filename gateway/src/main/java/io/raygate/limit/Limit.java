package io.raygate.limit;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * So much of one thing.
 *
 * @param currency of spend; null for all else
 * @param shadow counted and reported, not enforced
 * @param model of whose requests alone; null: of all
 */
public record Limit(
        Measure measure,
        Allowance allowance,
        @Nullable String currency,
        boolean shadow,
        @Nullable String model) {

    /** One of the requests to all models. */
    public Limit(Measure measure, Allowance allowance, @Nullable String currency, boolean shadow) {
        this(measure, allowance, currency, shadow, null);
    }

    /** An enforced one of something that is not money. */
    public static Limit of(Measure measure, Allowance allowance) {
        return new Limit(measure, allowance, null, false);
    }

    /** Whether what is used of the other stays used of this one, where a set changes. */
    boolean continues(Limit other) {
        return measure == other.measure
                && Objects.equals(model, other.model)
                && (allowance instanceof Pace) == (other.allowance instanceof Pace);
    }

    /** What is used of it stays used while this is the same. */
    String counts() {
        return model == null ? measure.word() : measure.word() + '/' + model;
    }

    Limit with(Allowance other) {
        return new Limit(measure, other, currency, shadow, model);
    }

    /** What one of so many gateways may give when it cannot know what the others do. */
    Limit part(int gateways) {
        return switch (allowance) {
            case Pace pace -> with(pace.part(gateways));
            case Quota quota -> with(quota.part(gateways));
        };
    }

    /**
     * The word by which header fields and refusals call it: the policy alone for requests at a
     * pace, {@code tenant-tokens}, {@code tenant-spend-month}; {@code tenant-model-tokens} for
     * those of one model, of which no request has two.
     */
    public String name(String whose) {
        String policy = model == null ? whose : whose + "-model";
        return switch (allowance) {
            case Pace pace -> measure == Measure.REQUESTS ? policy : policy + '-' + measure.word();
            case Quota quota -> policy + '-' + measure.word() + '-' + quota.per().word();
        };
    }

    /** In the words of people: {@code 200000 tokens in 60 s, 200000 at once}. */
    public String text() {
        String what = currency == null ? measure.word() : currency;
        String much =
                switch (allowance) {
                    case Pace pace ->
                            "%s %s in %d s, %s at once"
                                    .formatted(
                                            scaled(pace.permits()),
                                            what,
                                            pace.period().toSeconds(),
                                            scaled(pace.burst()));
                    case Quota quota ->
                            "%s %s per %s (%s)"
                                    .formatted(
                                            scaled(quota.amount()),
                                            what,
                                            quota.per().word(),
                                            quota.zone());
                };
        return much + (model == null ? "" : ", of " + model) + (shadow ? ", shadow" : "");
    }

    private String scaled(long amount) {
        return BigDecimal.valueOf(amount)
                .divide(BigDecimal.valueOf(measure.scale()))
                .stripTrailingZeros()
                .toPlainString();
    }
}
