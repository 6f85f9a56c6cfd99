package io.raygate.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exceeded;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.Usage;
import io.raygate.limit.LimitDecision.Over;
import io.raygate.limit.LimitDecision.Passed;
import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several limits at once: all or none, each from its own, settled by what was needed. */
class LimitLedgerTest {
    private static final Price PRICE = new Price("EUR", 2_000_000, 1_000_000, 8_000_000, 8_000_000);

    private final ManualClock clock = new ManualClock();
    private final LimitBook book = new LimitBook(clock.getAsLong());
    private final LimitLedger ledger =
            new LimitLedger(book, clock, new CalendarClock(clock, clock));
    private final Tariff tariff =
            new Tariff(new Prices(Map.of("m", PRICE)), new Gpus(-1, Map.of("one", 4_000L)));

    private static LimitSet set(String name, Limit... limits) {
        return new LimitSet(name, List.of(limits), 0, false);
    }

    private static Limit paced(Measure measure, long permits, long burst) {
        return Limit.of(measure, new Pace(permits, Duration.ofMinutes(1), burst));
    }

    private static Limit quota(Measure measure, long amount) {
        String currency = measure == Measure.SPEND ? "EUR" : null;
        Quota quota = new Quota(amount, Period.MONTH, ZoneId.of("UTC"));
        return new Limit(measure, quota, currency, false);
    }

    private static LimitSet requests(String name, int burst) {
        return set(name, paced(Measure.REQUESTS, 60, burst));
    }

    private static LimitSet concurrency(int most) {
        return new LimitSet("open", List.of(), most, false);
    }

    private static Applied tenant(String id, LimitSet set) {
        return new Applied("tenant", Subject.tenant(id), set);
    }

    private static Applied key(String id, LimitSet set) {
        return new Applied("key", Subject.key(id), set);
    }

    private static Account account(@Nullable Usage estimate) {
        Account account = new Account();
        account.route = "chat";
        account.model = "m";
        account.cluster = "one";
        account.estimate = estimate;
        return account;
    }

    private static Usage usage(long input, long output) {
        return new Usage(input, 0, output, 0);
    }

    private long left(Applied limit) {
        return ledger.standing(limit).getFirst().amount();
    }

    private LimitDecision reserve(Account account, Applied... limits) {
        return ledger.reserve(List.of(limits), account, tariff, false);
    }

    private LimitDecision reserve(Applied... limits) {
        return reserve(account(null), limits);
    }

    private void passes(Applied... limits) {
        passes(account(null), limits).settle(new Account());
    }

    private Charge passes(Account account, Applied... limits) {
        LimitDecision decision = reserve(account, limits);
        assertThat(decision).isInstanceOf(Passed.class);
        return ((Passed) decision).charge();
    }

    private Over refused(Account account, Applied... limits) {
        LimitDecision decision = reserve(account, limits);
        assertThat(decision).isInstanceOf(Over.class);
        return (Over) decision;
    }

    /** Answered with this usage at its end. */
    private Account answered(Account account, @Nullable Usage usage) {
        account.sentNanos = clock.getAsLong();
        account.firstByteNanos = clock.getAsLong();
        account.status = 200;
        account.usage = usage;
        return account;
    }

    private static Limit ofModel(String model, Measure measure, long permits) {
        Pace pace = new Pace(permits, Duration.ofMinutes(1), permits);
        return new Limit(measure, pace, null, false, model);
    }

    @Test
    void aLimitOfAModelCountsItsRequestsAlone() {
        LimitSet set =
                set(
                        "each",
                        paced(Measure.REQUESTS, 60, 4),
                        ofModel("m", Measure.REQUESTS, 2),
                        ofModel("other", Measure.REQUESTS, 1));
        Applied acme = tenant("acme", set);
        passes(acme);
        passes(acme);

        Over over = refused(account(null), acme);

        assertThat(over.rejection().exceeded())
                .isEqualTo(
                        new Exceeded(
                                "tenant-model",
                                "requests",
                                "each",
                                "m",
                                new Exceeded.Stood(2, 0, 1, 1)));
        assertThat(over.rejection().reason())
                .isEqualTo("limits each of the tenant used up: requests of m");
        assertThat(over.left()).extracting(Left::name).containsExactly("tenant", "tenant-model");
        Account other = account(null);
        other.model = "other";
        passes(other, acme);
        assertThat(refused(other, acme).rejection().reason()).endsWith("requests of other");
        Account unknown = account(null);
        unknown.model = null;
        passes(unknown, acme);
        assertThat(ledger.standing(acme)).extracting(Left::amount).containsExactly(0L, 0L, 0L);
    }

    @Test
    void tokensOfAModelAreSettledInItsOwnLimit() {
        LimitSet set =
                set(
                        "each",
                        ofModel("m", Measure.TOKENS, 1_000),
                        ofModel("other", Measure.TOKENS, 1_000));
        Applied acme = tenant("acme", set);
        Account account = account(usage(100, 50));
        Charge charge = passes(account, acme);
        charge.settle(answered(account, usage(100, 300)));
        assertThat(ledger.standing(acme)).extracting(Left::amount).containsExactly(600L, 1_000L);
    }

    private static LimitSet cutting(Limit... limits) {
        return new LimitSet("cut", List.of(limits), 0, false, true, Sharing.DEFAULT);
    }

    @Test
    void aBudgetTakesWhatThereIsAndEndsWhereThereIsNoMore() {
        Applied acme = tenant("acme", cutting(quota(Measure.TOKENS, 500)));
        Account account = account(usage(100, 50));
        Charge charge = passes(account, acme);
        Budget budget = requireNonNull(charge.budget());

        assertThat(budget.exceededBy(usage(100, 50), account)).isNull();
        assertThat(left(acme)).isEqualTo(350);
        assertThat(budget.exceededBy(usage(100, 60), account)).isNull();
        assertThat(left(acme)).isEqualTo(340);
        Charge another = passes(account(usage(100, 200)), acme);
        assertThat(budget.exceededBy(usage(100, 100), account)).isNull();
        Rejection exceeded = requireNonNull(budget.exceededBy(usage(100, 101), account));

        assertThat(exceeded.code()).isEqualTo(RejectionCode.QUOTA_EXCEEDED);
        assertThat(requireNonNull(exceeded.exceeded()).stood())
                .isEqualTo(new Exceeded.Stood(500, 0, 1, 1));
        assertThat(left(acme)).isZero();
        another.settle(account(null));
        charge.settle(answered(account, usage(100, 100)));
        assertThat(left(acme)).isEqualTo(300);
        LimitBook.Decisions made = requireNonNull(book.decisions().get("cut"));
        assertThat(made.streamsCut()).isEqualTo(1);
        assertThat(made.reserved(Measure.TOKENS)).isEqualTo(450);
    }

    @Test
    void onlyEnforcedLimitsOfCuttingSetsMakeABudget() {
        Limit shadow =
                new Limit(
                        Measure.TOKENS, new Quota(500, Period.MONTH, ZoneId.of("UTC")), null, true);
        Account account = account(usage(1, 1));
        assertThat(passes(account, tenant("a", cutting(shadow))).budget()).isNull();
        assertThat(passes(account, tenant("b", cutting(paced(Measure.REQUESTS, 1, 1)))).budget())
                .isNull();
        assertThat(passes(account, tenant("c", set("s", quota(Measure.TOKENS, 500)))).budget())
                .isNull();
    }

    @Test
    void takesFromAllOrFromNone() {
        Applied wide = tenant("acme", requests("wide", 10));
        Applied narrow = key("k", requests("narrow", 2));
        passes(wide, narrow);
        passes(wide, narrow);
        Over over = refused(account(null), wide, narrow);
        assertThat(over.by()).isEqualTo(narrow);
        assertThat(over.left())
                .extracting(Left::policy, Left::amount)
                .containsExactly(tuple("tenant", 8L), tuple("key", 0L));
        assertThat(left(wide)).isEqualTo(8);
    }

    @Test
    void saysWhenTheNextOneFits() {
        Applied limit = tenant("acme", requests("one", 1));
        passes(limit);
        clock.advance(Duration.ofMillis(100));
        Rejection rejection = refused(account(null), limit).rejection();
        assertThat(rejection.code()).isEqualTo(RejectionCode.RATE_LIMIT_EXCEEDED);
        assertThat(rejection.retryAfterSeconds()).isEqualTo(1);
        clock.advance(Duration.ofMillis(900));
        passes(limit);
    }

    /** Whoever waits for one limit must not be told to wait again for the next. */
    @Test
    void saysWhenItFitsAllOfThem() {
        Applied soon = tenant("acme", requests("soon", 1));
        Applied late = key("k", set("late", paced(Measure.REQUESTS, 1, 1)));
        passes(soon, late);
        Over over = refused(account(null), soon, late);
        assertThat(over.by()).isEqualTo(late);
        assertThat(over.rejection().retryAfterSeconds()).isEqualTo(60);
        clock.advance(Duration.ofSeconds(60));
        passes(soon, late);
    }

    @Test
    void countsWhatIsOpenUntilItIsSettled() {
        Applied limit = tenant("acme", concurrency(2));
        Charge first = passes(account(null), limit);
        Charge second = passes(account(null), limit);
        assertThat(refused(account(null), limit).rejection().code())
                .isEqualTo(RejectionCode.CONCURRENCY_LIMIT_EXCEEDED);
        first.settle(new Account());
        first.settle(new Account());
        assertThat(reserve(limit)).isInstanceOf(Passed.class);
        assertThat(reserve(limit)).isInstanceOf(Over.class);
        second.settle(new Account());
    }

    @Test
    void aShadowCountsAndRefusesNobody() {
        Limit shadow =
                new Limit(Measure.REQUESTS, new Pace(1, Duration.ofMinutes(1), 1), null, true);
        Applied limit = tenant("acme", set("tried", shadow));
        passes(limit);
        passes(limit);
        passes(limit);
        LimitBook.Decisions decisions = requireNonNull(book.decisions().get("tried"));
        assertThat(decisions.passed()).isEqualTo(1);
        assertThat(decisions.shadow()).isEqualTo(2);
        assertThat(decisions.over()).isZero();
        assertThat(reserve(limit).left()).isEmpty();
    }

    @Test
    void aShadowBesideEnforcedLimitsHidesNone() {
        Limit shadow =
                new Limit(Measure.REQUESTS, new Pace(1, Duration.ofMinutes(1), 1), null, true);
        Applied limit = tenant("acme", set("both", shadow, quota(Measure.REQUESTS, 2)));
        passes(limit);
        passes(limit);
        assertThat(refused(account(null), limit).rejection().code())
                .isEqualTo(RejectionCode.QUOTA_EXCEEDED);
    }

    @Test
    void anotherSetKeepsWhatWasUsed() {
        passes(tenant("acme", requests("before", 10)));
        Applied after = tenant("acme", requests("after", 5));
        assertThat(reserve(after).left().getFirst().amount()).isEqualTo(3);
    }

    @Test
    void forgetsThoseWhoHaveUsedNothingOfLateAndNobodyElse() {
        Applied idle = tenant("idle", requests("r", 10));
        Applied used = tenant("used", requests("r", 100));
        Applied open = tenant("open", concurrency(2));
        Applied monthly = tenant("monthly", set("q", quota(Measure.REQUESTS, 10)));
        passes(idle);
        passes(monthly);
        IntStream.range(0, 60).forEach(i -> passes(used));
        Charge charge = passes(account(null), open);
        clock.advance(Duration.ofSeconds(20));
        passes(tenant("next", requests("r", 10)));
        assertThat(book.size()).isEqualTo(4);
        assertThat(left(used)).isEqualTo(60);
        charge.settle(new Account());
        clock.advance(Duration.ofSeconds(100));
        passes(tenant("last", requests("r", 10)));
        assertThat(book.size()).isEqualTo(2);
        assertThat(left(monthly)).isEqualTo(9);
        passes(idle);
    }

    /** Whoever has many addresses takes the room of other addresses, and of nobody else. */
    @Test
    void tooManyAddressesShareOneStandingAndLeaveTenantsTheirs() {
        LimitSet once = set("q", quota(Measure.REQUESTS, 1));
        int most = Subject.Kind.ADDRESS.most();
        for (int i = 0; i < most; i++) {
            passes(new Applied("route", Subject.address("r", "a" + i), once));
        }
        passes(new Applied("route", Subject.address("r", "first of the rest"), once));
        assertThat(reserve(new Applied("route", Subject.address("r", "next of them"), once)))
                .isInstanceOf(Over.class);
        assertThat(reserve(new Applied("route", Subject.address("r", "a7"), once)))
                .isInstanceOf(Over.class);
        passes(tenant("acme", once));
        assertThat(book.size()).isEqualTo(most + 2);
    }

    @Test
    void reservesThePromptAndTheAnswerThatIsUsualThere() {
        Applied limit = tenant("acme", set("t", paced(Measure.TOKENS, 60_000, 10_000)));
        Account first = account(usage(100, -1));
        Charge charge = passes(first, limit);
        assertThat(left(limit)).isEqualTo(10_000 - 100 - 256);
        charge.settle(answered(first, usage(120, 40)));
        assertThat(left(limit)).isEqualTo(10_000 - 160);
        Charge second = passes(account(usage(100, -1)), limit);
        assertThat(left(limit)).isEqualTo(10_000 - 160 - 140);
        second.settle(new Account());
        passes(account(usage(100, 10)), limit).settle(new Account());
        Charge bounded = passes(account(usage(100, 10)), limit);
        assertThat(left(limit)).isEqualTo(10_000 - 160 - 110);
        bounded.settle(new Account());
        assertThat(left(limit)).isEqualTo(10_000 - 160);
    }

    @Test
    void eachKindOfTokenHasItsOwnLimit() {
        Applied limit =
                tenant(
                        "acme",
                        set(
                                "kinds",
                                paced(Measure.INPUT_TOKENS, 60, 1_000),
                                paced(Measure.CACHED_INPUT_TOKENS, 60, 1_000),
                                paced(Measure.OUTPUT_TOKENS, 60, 1_000),
                                paced(Measure.REASONING_TOKENS, 60, 1_000)));
        Account account = account(usage(100, -1));
        passes(account, limit).settle(answered(account, new Usage(110, 30, 70, 20)));
        assertThat(ledger.standing(limit))
                .extracting(Left::name, Left::amount)
                .containsExactly(
                        tuple("tenant-input-tokens", 890L),
                        tuple("tenant-cached-input-tokens", 970L),
                        tuple("tenant-output-tokens", 930L),
                        tuple("tenant-reasoning-tokens", 980L));
    }

    @Test
    void whoOwesWaitsUntilItIsMadeUpFor() {
        Applied limit = tenant("acme", set("t", paced(Measure.TOKENS, 60, 1_000)));
        Account account = account(usage(10, 100));
        passes(account, limit).settle(answered(account, usage(10, 1_100)));
        Over over = refused(account(usage(10, 0)), limit);
        assertThat(over.rejection().code()).isEqualTo(RejectionCode.RATE_LIMIT_EXCEEDED);
        assertThat(over.rejection().retryAfterSeconds()).isEqualTo(120);
        assertThat(requireNonNull(over.rejection().exceeded()).policy()).isEqualTo("tenant-tokens");
    }

    @Test
    void whatCanNeverFitIsToldSo() {
        Applied limit = tenant("acme", set("t", paced(Measure.TOKENS, 60, 1_000)));
        Rejection rejection = refused(account(usage(1_001, -1)), limit).rejection();
        assertThat(rejection.code()).isEqualTo(RejectionCode.REQUEST_EXCEEDS_LIMIT);
        assertThat(rejection.retryAfterSeconds()).isEqualTo(-1);
        assertThat(left(limit)).isEqualTo(1_000);
    }

    /** A small bucket is not closed by what is assumed of answers that nobody has seen. */
    @Test
    void whatMightFitIsTriedUntilItIsKnown() {
        Applied limit = tenant("acme", set("t", paced(Measure.TOKENS, 6_000, 100)));
        for (int i = 0; i < 8; i++) {
            Account account = account(usage(10, -1));
            passes(account, limit).settle(answered(account, usage(10, 200)));
            clock.advance(Duration.ofSeconds(3));
        }
        assertThat(refused(account(usage(10, -1)), limit).rejection().code())
                .isEqualTo(RejectionCode.REQUEST_EXCEEDS_LIMIT);
        passes(account(usage(10, 50)), limit).settle(new Account());
    }

    @Test
    void whereNothingIsMeteredTokensAreNeitherNeededNorCharged() {
        Applied limit =
                tenant("acme", set("t", paced(Measure.TOKENS, 60, 10), quota(Measure.SPEND, 10)));
        Account owing = account(usage(1, 1));
        passes(owing, limit).settle(answered(owing, usage(1, 1_000)));
        Account free = account(null);
        Charge charge = passes(free, limit);
        assertThat(reserve(account(null), limit).left()).isEmpty();
        charge.settle(answered(free, null));
    }

    @Test
    void moneyIsCountedByThePriceOfTheModel() {
        Applied limit = tenant("acme", set("money", quota(Measure.SPEND, 10_000)));
        Account account = account(usage(1_000, 500));
        Charge charge = passes(account, limit);
        assertThat(left(limit)).isEqualTo(10_000 - 2_000 - 256 * 8);
        charge.settle(answered(account, new Usage(1_000, 400, 500, 100)));
        assertThat(left(limit)).isEqualTo(10_000 - 1_200 - 400 - 4_000);
        Account other = account(usage(1_000_000, 500));
        other.model = "unpriced";
        passes(other, limit).settle(answered(other, usage(1_000_000, 500)));
        assertThat(left(limit)).isEqualTo(4_400);
        assertThat(refused(account(usage(2_300, 1)), limit).rejection().code())
                .isEqualTo(RejectionCode.QUOTA_EXCEEDED);
        assertThat(refused(account(usage(5_001, 1)), limit).rejection().code())
                .isEqualTo(RejectionCode.REQUEST_EXCEEDS_LIMIT);
    }

    @Test
    void gpuSecondsAreTheTimeAtTheEndpointTimesItsGpus() {
        Applied limit = tenant("acme", set("gpu", quota(Measure.GPU_SECONDS, 100_000)));
        Account account = account(null);
        Charge charge = passes(account, limit);
        assertThat(left(limit)).isEqualTo(100_000 - 4_000);
        clock.advance(Duration.ofSeconds(5));
        answered(account, null);
        clock.advance(Duration.ofMillis(2_500));
        charge.settle(account);
        assertThat(left(limit)).isEqualTo(100_000 - 10_000);
        Charge next = passes(account(null), limit);
        assertThat(left(limit)).isEqualTo(100_000 - 20_000);
        next.settle(new Account());
        assertThat(left(limit)).isEqualTo(100_000 - 10_000);
    }

    /** S-82, and all the other ways in which a request can end. */
    @ParameterizedTest
    @CsvSource({
        // sent, begun, status, outcome, refused by, metered: what is charged of 10 + 90
        "true, true, 200, OK, , 7, 7",
        "true, true, 200, OK, , -1, 100",
        "true, true, 200, CLIENT_GONE, , 5, 5",
        "true, true, 200, CLIENT_GONE, , -1, 100",
        "true, false, 0, CLIENT_GONE, , -1, 100",
        "false, false, 0, CLIENT_GONE, , -1, 0",
        "true, true, 200, FAILED, , -1, 100",
        "true, true, 500, OK, , -1, 0",
        "true, true, 429, OK, , -1, 0",
        "true, false, 502, FAILED, UPSTREAM_RESET, -1, 0",
        "true, false, 504, FAILED, UPSTREAM_TIMEOUT, -1, 100",
        "false, false, 502, FAILED, UPSTREAM_CONNECT_FAILED, -1, 0",
        "false, false, 503, REJECTED, NO_READY_REPLICA, -1, 0",
        "false, false, 500, REJECTED, INTERNAL_ERROR, -1, 0",
        "false, false, 413, REJECTED, REQUEST_TOO_LARGE, -1, 0",
    })
    void chargesOnceForWhatCameOfIt(
            boolean sent,
            boolean begun,
            int status,
            Outcome outcome,
            @Nullable RejectionCode code,
            long metered,
            long charged) {
        Applied limit =
                tenant(
                        "acme",
                        set(
                                "t",
                                paced(Measure.TOKENS, 1, 1_000),
                                paced(Measure.REQUESTS, 1, 1_000)));
        Account account = account(usage(10, 90));
        Charge charge = passes(account, limit);
        account.sentNanos = sent ? 1 : 0;
        account.firstByteNanos = begun ? 1 : 0;
        account.status = status;
        account.outcome = outcome;
        account.rejection = code == null ? null : Rejection.of(code, "test");
        account.usage = metered < 0 ? null : usage(metered, 0);
        charge.settle(account);
        charge.settle(account);
        boolean asIfItHadNotBeen = !sent && status >= 500;
        assertThat(ledger.standing(limit))
                .extracting(Left::amount)
                .containsExactly(1_000 - charged, asIfItHadNotBeen ? 1_000L : 999L);
    }

    @Test
    void countsWhatWasExpectedAndWhatItCameTo() {
        Applied limit = tenant("acme", set("t", paced(Measure.TOKENS, 60, 1_000)));
        Account account = account(usage(10, 90));
        passes(account, limit).settle(answered(account, usage(10, 20)));
        LimitBook.Decisions decisions = requireNonNull(book.decisions().get("t"));
        assertThat(decisions.reserved(Measure.TOKENS)).isEqualTo(100);
        assertThat(decisions.settled(Measure.TOKENS)).isEqualTo(30);
    }

    /** However requests come and end, the places that are taken are those of open requests. */
    @Property(tries = 200)
    void nothingIsTakenInTheEnd(@ForAll @Size(max = 100) List<Boolean> steps) {
        LimitBook fresh = new LimitBook(0);
        LimitLedger some = new LimitLedger(fresh, () -> 0, new CalendarClock(clock, () -> 0));
        Applied parent = tenant("parent", concurrency(5));
        Applied child = key("child", concurrency(3));
        Queue<Charge> open = new ArrayDeque<>();
        for (boolean comes : steps) {
            if (comes) {
                LimitDecision decision =
                        some.reserve(List.of(parent, child), new Account(), Tariff.NONE, false);
                boolean fits = open.size() < 3;
                assertThat(decision instanceof Passed).isEqualTo(fits);
                if (decision instanceof Passed passed) {
                    open.add(passed.charge());
                }
            } else if (!open.isEmpty()) {
                open.remove().settle(new Account());
            }
            assertThat(fresh.of(parent.subject(), 0).open()).isEqualTo(open.size());
        }
        open.forEach(charge -> charge.settle(new Account()));
        assertThat(fresh.of(parent.subject(), 0).open()).isZero();
        assertThat(fresh.of(child.subject(), 0).open()).isZero();
    }

    @Test
    void neverLetsMoreInThanMayBeOpenHoweverManyComeAtOnce() {
        Applied limit = tenant("acme", concurrency(7));
        AtomicInteger most = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        IntStream.range(0, 10_000)
                .parallel()
                .forEach(
                        i -> {
                            if (reserve(limit) instanceof Passed passed) {
                                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                                open.decrementAndGet();
                                passed.charge().settle(new Account());
                            }
                        });
        assertThat(most.get()).isBetween(1, 7);
        assertThat(book.of(limit.subject(), 0).open()).isZero();
    }
}
