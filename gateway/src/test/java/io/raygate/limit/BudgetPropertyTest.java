package io.raygate.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Account;
import io.raygate.exchange.Usage;
import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** However streams grow beside each other, together they use no more than there is. */
class BudgetPropertyTest {
    private final ManualClock clock = new ManualClock();

    /**
     * What happens next.
     *
     * @param begins whether it is another stream
     * @param which of those that run
     * @param tokens that it expects, or grows by
     */
    record Step(boolean begins, int which, long tokens) {}

    /** One that runs. */
    private static final class Stream {
        private final Account account;
        private final Charge charge;
        private final Budget budget;
        private long output;

        Stream(Account account, Charge charge) {
            this.account = account;
            this.charge = charge;
            this.budget = requireNonNull(charge.budget());
        }

        /** Whether it may go on. */
        boolean grows(long tokens) {
            boolean goesOn = budget.exceededBy(usage(output + tokens), account) == null;
            output += goesOn ? tokens : 0;
            return goesOn;
        }

        long end(long now) {
            account.firstByteNanos = now;
            account.status = 200;
            account.usage = usage(output);
            charge.settle(account);
            return output;
        }

        private static Usage usage(long output) {
            return new Usage(0, 0, output, 0);
        }
    }

    @Property(tries = 2_000)
    void streamsThatAreCutNeverUseMoreThanThereIs(
            @ForAll("steps") List<Step> steps, @ForAll @LongRange(min = 1, max = 5_000) long most) {
        Limit day = Limit.of(Measure.TOKENS, new Quota(most, Period.DAY, ZoneId.of("UTC")));
        Limit pace = Limit.of(Measure.OUTPUT_TOKENS, new Pace(1, Duration.ofHours(1), most));
        LimitSet set = new LimitSet("cut", List.of(day, pace), 0, false, true, Sharing.DEFAULT);
        Applied acme = new Applied("tenant", Subject.tenant("acme"), set);
        LimitLedger ledger =
                new LimitLedger(
                        new LimitBook(clock.getAsLong()), clock, new CalendarClock(clock, clock));
        List<Stream> running = new ArrayList<>();
        long used = 0;
        for (Step step : steps) {
            if (step.begins()) {
                begin(ledger, acme, step.tokens(), running);
            } else if (!running.isEmpty()) {
                Stream stream = running.get(step.which() % running.size());
                if (!stream.grows(step.tokens())) {
                    running.remove(stream);
                    used += stream.end(clock.getAsLong());
                }
            }
        }
        for (Stream stream : running) {
            used += stream.end(clock.getAsLong());
        }
        assertThat(used).isLessThanOrEqualTo(most);
        assertThat(ledger.standing(acme)).extracting(Left::amount).containsOnly(most - used);
    }

    private void begin(LimitLedger ledger, Applied acme, long expected, List<Stream> running) {
        Account account = new Account();
        account.route = "chat";
        account.sentNanos = clock.getAsLong();
        account.estimate = new Usage(0, 0, expected, 0);
        if (ledger.reserve(List.of(acme), account, Tariff.NONE, false)
                instanceof LimitDecision.Passed passed) {
            running.add(new Stream(account, passed.charge()));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(true, false, false, false),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.longs().between(1, 400))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
