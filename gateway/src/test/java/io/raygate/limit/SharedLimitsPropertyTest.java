package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Account;
import io.raygate.exchange.Usage;
import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * Three gateways share limits on the manual clock, while answers of the store get lost, gateways
 * die and others begin, in any order: nobody gets more than was agreed, nothing is charged twice,
 * and in the end everything that was lent is back.
 */
class SharedLimitsPropertyTest {
    private static final long QUOTA = 400;
    private static final long BURST = 300;
    private static final int PLACES = 7;
    private static final Limit MONTH =
            Limit.of(Measure.TOKENS, new Quota(QUOTA, Period.MONTH, ZoneId.of("UTC")));
    private static final Limit PACE =
            Limit.of(Measure.REQUESTS, new Pace(60, Duration.ofMinutes(1), BURST));
    private static final List<Applied> LIMITS =
            List.of(
                    new Applied(
                            "tenant",
                            Subject.tenant("a"),
                            new LimitSet("a", List.of(MONTH, PACE), 0, false)),
                    new Applied(
                            "key", Subject.key("k"), new LimitSet("k", List.of(), PLACES, false)));

    @Property(tries = 400)
    void nobodyGetsMoreThanThereIs(@ForAll @Size(min = 1, max = 200) int[] steps) {
        new History().of(steps);
    }

    /** A request that is open, and at which gateway. */
    private record Open(Gateway at, Charge charge, long reserved) {}

    /** A gateway, and whether what it is answered gets lost. */
    private static final class Gateway {
        private final Member member;
        private final Lossy store;

        Gateway(ModelStore store, ManualClock clock, Supplier<UUID> names) {
            this.store = new Lossy(store);
            this.member = new Member(this.store, clock, clock, names);
        }
    }

    /** Does what it is asked, and then may be found away. */
    private static final class Lossy implements LimitStore {
        private final ModelStore store;
        private int lost;

        Lossy(ModelStore store) {
            this.store = store;
        }

        @Override
        public Reply exchange(Request request) throws Away {
            Reply reply = store.exchange(request);
            if (lost > 0) {
                lost--;
                throw new Away("lost");
            }
            return reply;
        }

        @Override
        public void close() {}
    }

    private static final class History {
        private final ManualClock clock = new ManualClock();
        private final ModelStore store = new ModelStore(clock);
        private final AtomicLong counter = new AtomicLong();
        private final List<Gateway> gateways = new ArrayList<>();
        private final List<Open> open = new ArrayList<>();
        private final long begin = clock.getAsLong();
        private long tokens;
        private long unforeseen;
        private long requests;
        private long diedWith;

        private UUID name() {
            return new UUID(0, counter.incrementAndGet());
        }

        History() {
            for (int i = 0; i < 3; i++) {
                gateways.add(new Gateway(store, clock, this::name));
            }
            gateways.forEach(it -> it.member.leases.round(it.store));
        }

        void of(int[] steps) {
            for (int step : steps) {
                int size = Math.abs(step / 16 % 40);
                Gateway one = gateways.get(Math.floorMod(step / 1024, gateways.size()));
                switch (Math.floorMod(step, 16)) {
                    case 0, 1, 2, 3, 4, 5 -> come(one, 1 + size);
                    case 6, 7, 8 -> end(size);
                    case 9, 10, 11, 12 -> one.member.leases.round(one.store);
                    case 13 -> pass(Duration.ofMillis(50L * size));
                    case 14 -> one.store.lost = one.store.lost > 0 ? 0 : 1 + size % 2;
                    default -> die(one);
                }
                holds();
            }
            quiet();
        }

        /** Gateways speak at least so often, whatever happens: those that do not are not here. */
        private void pass(Duration time) {
            for (Duration left = time; left.isPositive(); left = left.minusMillis(500)) {
                clock.advance(
                        left.compareTo(Duration.ofMillis(500)) < 0 ? left : Duration.ofMillis(500));
                gateways.forEach(it -> it.member.leases.round(it.store));
            }
        }

        /** Only where the store answers: what holds without it is the part of each gateway. */
        private void come(Gateway one, int prompt) {
            if (!one.member.leases.isConnected()) {
                return;
            }
            Account account = new Account();
            account.estimate = new Usage(prompt, 0, 0, 0);
            LimitDecision decision = reserve(one, account);
            if (decision instanceof LimitDecision.Unsure && one.member.leases.round(one.store)) {
                decision = reserve(one, account);
            }
            if (decision instanceof LimitDecision.Passed passed) {
                open.add(new Open(one, passed.charge(), prompt));
                tokens += prompt;
                requests++;
            }
        }

        private LimitDecision reserve(Gateway one, Account account) {
            return one.member.ledger.reserve(LIMITS, account, Tariff.NONE, true);
        }

        private void end(int size) {
            if (open.isEmpty()) {
                return;
            }
            Open ended = open.remove(size % open.size());
            Account account = new Account();
            account.sentNanos = 1;
            account.firstByteNanos = 1;
            account.status = 200;
            account.usage = new Usage(size, 0, 0, 0);
            ended.charge().settle(account);
            ended.charge().settle(account);
            tokens += size - ended.reserved();
            unforeseen += Math.max(0, size - ended.reserved());
        }

        /** With all that it held; another one comes. */
        private void die(Gateway one) {
            int at = gateways.indexOf(one);
            open.removeIf(it -> it.at() == one);
            diedWith++;
            gateways.set(at, new Gateway(store, clock, this::name));
            Gateway next = gateways.get(at);
            next.member.leases.round(next.store);
        }

        private void holds() {
            assertThat(tokens).isLessThanOrEqualTo(QUOTA + unforeseen);
            double seconds = (clock.getAsLong() - begin) / 1e9;
            assertThat((double) requests).isLessThanOrEqualTo(BURST + seconds + 1e-6);
            assertThat(open.size()).isLessThanOrEqualTo(PLACES);
        }

        /** Everything ends, and all is told. */
        private void quiet() {
            while (!open.isEmpty()) {
                end(0);
            }
            gateways.forEach(it -> it.store.lost = 0);
            pass(Duration.ofSeconds(20));
            long used = store.used("MONTH");
            if (diedWith == 0) {
                assertThat(used).isEqualTo(Math.max(0, tokens));
            } else {
                assertThat(used).isGreaterThanOrEqualTo(tokens - unforeseen);
            }
            assertThat(store.places()).isZero();
        }
    }
}
