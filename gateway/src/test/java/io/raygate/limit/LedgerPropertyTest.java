package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Account;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Usage;
import io.raygate.limit.LimitDecision.Passed;
import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Requests come, end in every way there is, time passes and the terms change, in any order: the
 * ledger says of each limit what a plain book of all that happened says.
 */
class LedgerPropertyTest {
    private static final int QUOTA = 20_000;
    private static final int BURST = 3_000;
    private static final int RATE = 600;

    /** One request that has not ended. */
    private record Open(Charge charge, Account account, long reserved) {}

    private static List<Applied> limits(boolean other) {
        Limit month = Limit.of(Measure.TOKENS, new Quota(QUOTA, Period.MONTH, ZoneId.of("UTC")));
        Limit minute =
                Limit.of(
                        Measure.TOKENS,
                        new Pace(other ? RATE * 2 : RATE, Duration.ofMinutes(1), BURST));
        return List.of(
                new Applied(
                        "tenant",
                        Subject.tenant("a"),
                        new LimitSet("a", List.of(month, minute), 0, false)),
                new Applied(
                        "key",
                        Subject.key("k"),
                        new LimitSet("k", List.of(minute), other ? 6 : 5, false)));
    }

    @Property(tries = 300)
    void theLedgerIsWhatHappened(@ForAll @Size(min = 1, max = 150) int[] steps) {
        new History().of(steps);
    }

    /** A ledger of its own, and the book beside it. */
    private static final class History {
        private final ManualClock clock = new ManualClock();
        private final LimitBook book = new LimitBook(clock.getAsLong());
        private final LimitLedger ledger =
                new LimitLedger(book, clock, new CalendarClock(clock, clock));
        private final List<Open> open = new ArrayList<>();
        private long expected;
        private long used;
        private long unexpected;
        private long reservedNow;

        void of(int[] steps) {
            boolean other = false;
            for (int step : steps) {
                int size = Math.abs(step % 700);
                switch (Math.floorMod(step, 7)) {
                    case 0, 1, 2 -> come(limits(other), size);
                    case 3, 4 -> end(size, step % 2 == 0 ? new Usage(size, 0, size / 2, 0) : null);
                    case 5 -> clock.advance(Duration.ofMillis(size * 10L));
                    default -> other = !other;
                }
                holds(limits(other));
            }
            while (!open.isEmpty()) {
                end(0, Usage.NONE);
            }
            holds(limits(other));
            assertThat(reservedNow).isZero();
            clock.advance(Duration.ofHours(1));
            assertThat(left(limits(other), 1)).isEqualTo(BURST);
            LimitBook.Decisions decisions = book.decisions().get("k");
            if (decisions != null) {
                assertThat(decisions.settled(Measure.TOKENS)).isEqualTo(used);
                assertThat(decisions.reserved(Measure.TOKENS)).isEqualTo(expected);
            }
        }

        private void come(List<Applied> limits, int size) {
            Account account = new Account();
            account.route = "r";
            account.estimate = new Usage(1 + size, 0, size, 0);
            long before = left(limits, 0);
            if (ledger.reserve(limits, account, Tariff.NONE, false) instanceof Passed passed) {
                long reserved = before - left(limits, 0);
                assertThat(reserved).isBetween(1L + size, 1 + 2L * size);
                open.add(new Open(passed.charge(), account, reserved));
                reservedNow += reserved;
            } else {
                assertThat(left(limits, 0)).isEqualTo(before);
            }
        }

        /** Any of them, in any way. */
        private void end(int which, @Nullable Usage usage) {
            if (open.isEmpty()) {
                return;
            }
            Open ended = open.remove(which % open.size());
            Account account = ended.account();
            account.sentNanos = which % 3 == 0 ? 0 : 1;
            account.firstByteNanos = which % 3 == 2 ? 1 : 0;
            account.status = which % 5 == 0 ? 500 : 200;
            account.outcome = List.of(Outcome.values()).get(which % 4);
            account.usage = usage;
            long before = used();
            ended.charge().settle(account);
            ended.charge().settle(account);
            long actual = used() - before + ended.reserved();
            if (usage != null) {
                assertThat(actual).isEqualTo(usage.total());
            } else {
                assertThat(actual).isIn(0L, ended.reserved());
            }
            expected += ended.reserved();
            used += actual;
            reservedNow -= ended.reserved();
            unexpected += Math.max(0, actual - ended.reserved());
        }

        private long used() {
            return QUOTA - left(limits(false), 0);
        }

        private void holds(List<Applied> limits) {
            assertThat(used()).isEqualTo(used + reservedNow);
            assertThat(used + reservedNow).isLessThanOrEqualTo(QUOTA + unexpected);
            assertThat(book.of(Subject.key("k"), clock.getAsLong()).open()).isEqualTo(open.size());
            long seconds = Duration.ofHours(1).toSeconds();
            assertThat(used + reservedNow)
                    .isLessThanOrEqualTo(BURST + 2L * RATE * seconds + unexpected);
            assertThat(left(limits, 1)).isBetween(0L, (long) BURST);
        }

        /** Of the tenant's limits. */
        private long left(List<Applied> limits, int limit) {
            return ledger.standing(limits.getFirst()).get(limit).amount();
        }
    }
}
