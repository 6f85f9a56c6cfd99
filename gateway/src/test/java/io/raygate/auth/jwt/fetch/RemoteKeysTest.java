package io.raygate.auth.jwt.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.jwt.KeySet;
import io.raygate.auth.jwt.KeySetResult;
import io.raygate.testing.ManualClock;
import io.raygate.testing.SigningKey;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** S-55: when the keys of an issuer are fetched, and what holds meanwhile. */
class RemoteKeysTest {
    private static final SigningKey ONE = SigningKey.generate("one", "ES256");
    private static final SigningKey TWO = SigningKey.generate("two", "ES256");
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofNanos(1);
    private static final FetchResult DOWN = new FetchResult.Failed("connection refused");

    private final ManualClock clock = new ManualClock();

    /**
     * Draws nothing but zero, so that each time is the latest after success, the first after
     * failure.
     */
    private final RandomGenerator steady = () -> 0;

    private final RemoteKeys keys = new RemoteKeys(source(REFRESH), clock, steady);

    private static KeySource source(Duration refresh) {
        return new KeySource(
                "corp",
                new KeyAddress.Given(URI.create("https://login.example.com/keys")),
                refresh,
                Duration.ofSeconds(5),
                Duration.ofHours(24),
                Optional.empty(),
                false);
    }

    private static FetchResult good(SigningKey... set) {
        return switch (KeySet.parse(SigningKey.jwks(set))) {
            case KeySetResult.Good(var read) -> new FetchResult.Fetched(read);
            case KeySetResult.Bad(var problems) -> throw new AssertionError(problems);
        };
    }

    private static KeySet set(FetchResult result) {
        return ((FetchResult.Fetched) result).set();
    }

    private void fetch(FetchResult result) {
        assertThat(keys.tick()).as("a fetch is due").isTrue();
        keys.ended(result);
    }

    /** Lets time pass and says how many fetches began in it, each of which comes to this. */
    private int fetches(Duration time, FetchResult result) {
        int begun = 0;
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            if (keys.tick()) {
                begun++;
                keys.ended(result);
            }
        }
        return begun;
    }

    private Future<Void> search() {
        return Objects.requireNonNull(keys.search());
    }

    @Test
    void asksAtOnceAndAgainBeforeTheSetIsTooOld() {
        FetchResult first = good(ONE);
        assertThat(keys.current()).isNull();
        assertThat(keys.hasBeenGood()).isFalse();
        fetch(first);
        assertThat(keys.current()).isSameAs(set(first));
        assertThat(keys.tick()).isFalse();
        clock.advance(REFRESH.minus(MOMENT));
        assertThat(keys.tick()).isFalse();
        clock.advance(MOMENT);
        fetch(good(TWO));
        assertThat(keys.current()).isEqualTo(set(good(TWO)));
    }

    @Test
    void oneFetchIsOnAtATime() {
        assertThat(keys.tick()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(keys.tick()).isFalse();
        keys.ended(DOWN);
        assertThat(keys.tick()).isTrue();
    }

    /** Many gateways that started together do not ask together. */
    @Test
    void chanceMakesTheNextFetchEarlier() {
        RemoteKeys early = new RemoteKeys(source(REFRESH), clock, () -> -1);
        early.tick();
        early.ended(good(ONE));
        clock.advance(Duration.ofMinutes(9).minusSeconds(1));
        assertThat(early.tick()).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(early.tick()).isTrue();
    }

    /** S-56: what was verified with it stays verified. */
    @Test
    void anEqualSetStaysTheSameObject() {
        FetchResult first = good(ONE);
        fetch(first);
        clock.advance(REFRESH);
        fetch(good(ONE));
        assertThat(keys.current()).isSameAs(set(first));
    }

    /** D-03. */
    @Test
    void anOutageLeavesTheLastGoodSetAndAsksOnceAMinute() {
        fetch(good(ONE));
        clock.advance(REFRESH);
        fetch(DOWN);
        assertThat(fetches(Duration.ofMinutes(30), DOWN)).isEqualTo(30);
        assertThat(keys.current()).isEqualTo(set(good(ONE)));
        assertThat(keys.failed()).isEqualTo(31);
        assertThat(fetches(MINUTE, good(TWO))).isEqualTo(1);
        assertThat(keys.current()).isEqualTo(set(good(TWO)));
        assertThat(keys.fetched()).isEqualTo(2);
        assertThat(fetches(REFRESH.minusMinutes(1), DOWN)).isZero();
    }

    /** D-03: made-up names add nothing to what an issuer in trouble has to bear. */
    @Test
    void anOutageIsAskedOnceAMinuteHoweverManyKeysAreUnknown() {
        fetch(good(ONE));
        clock.advance(REFRESH);
        fetch(DOWN);
        assertThat(keys.search()).isNull();
        int begun = 0;
        for (int second = 0; second < 600; second++) {
            keys.search();
            begun += fetches(Duration.ofSeconds(1), DOWN);
        }
        assertThat(begun).isEqualTo(10);
    }

    @Test
    void tenMinutesOfTroubleAreAnAlertUntilTheyEnd() {
        fetch(good(ONE));
        clock.advance(REFRESH);
        fetch(DOWN);
        fetches(Duration.ofMinutes(10).minusSeconds(1), DOWN);
        assertThat(keys.isAlert()).isFalse();
        fetches(Duration.ofSeconds(1), DOWN);
        assertThat(keys.isAlert()).isTrue();
        fetches(MINUTE, good(ONE));
        assertThat(keys.isAlert()).isFalse();
    }

    @Test
    void aSetThatIsTooOldVerifiesNothingUntilTheNext() {
        fetch(good(ONE));
        fetches(Duration.ofHours(24).minusSeconds(1), DOWN);
        assertThat(keys.current()).isNotNull();
        fetches(Duration.ofSeconds(1), DOWN);
        assertThat(keys.current()).isNull();
        assertThat(keys.hasBeenGood()).isTrue();
        assertThat(keys.retryAfterSeconds()).isBetween(1, 60);
        assertThat(fetches(MINUTE, good(ONE))).isEqualTo(1);
        assertThat(keys.current()).isNotNull();
    }

    /** S-100: readiness waits for the first set, so it is asked for sooner. */
    @Test
    void theFirstSetIsAskedForSoonerAtFirst() {
        fetch(DOWN);
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int waited = 0;
            do {
                waited++;
            } while (fetches(Duration.ofSeconds(1), DOWN) == 0);
            waits.add(waited);
        }
        assertThat(waits).containsExactly(1, 2, 4, 8, 16, 32, 60, 60);
        assertThat(keys.retryAfterSeconds()).isEqualTo(60);
    }

    @Test
    void tellsItsAge() {
        assertThat(keys.ageNanos()).isEmpty();
        fetch(good(ONE));
        clock.advance(MINUTE);
        assertThat(keys.ageNanos()).hasValue(MINUTE.toNanos());
        clock.advance(Duration.ofDays(2));
        keys.tick();
        assertThat(keys.current()).isNull();
        assertThat(keys.ageNanos()).hasValue(MINUTE.plusDays(2).toNanos());
    }

    @Test
    void anUnknownKeyBeginsAFetchAndWaitsForIt() {
        fetch(good(ONE));
        assertThat(keys.tick()).isFalse();
        Future<Void> waiting = search();
        fetch(good(ONE, TWO));
        assertThat(waiting.succeeded()).isTrue();
        assertThat(keys.current()).isEqualTo(set(good(ONE, TWO)));
    }

    /** The answer to a fetch that was on already may be older than the key. */
    @Test
    void aSearchWaitsForAFetchThatBeganAfterIt() {
        fetch(good(ONE));
        clock.advance(REFRESH);
        assertThat(keys.tick()).isTrue();
        Future<Void> waiting = search();
        keys.ended(good(ONE));
        assertThat(waiting.isComplete()).isFalse();
        fetch(good(ONE, TWO));
        assertThat(waiting.isComplete()).isTrue();
    }

    @Test
    void oneSearchAMinute() {
        fetch(good(ONE));
        search();
        fetch(good(ONE));
        clock.advance(MINUTE.minus(MOMENT));
        assertThat(keys.search()).isNull();
        assertThat(keys.tick()).isFalse();
        clock.advance(MOMENT);
        search();
        fetch(good(ONE, TWO));
    }

    /** A background fetch a moment ago is no reason to refuse a new key. */
    @Test
    void aFetchInTurnIsNoSearch() {
        fetch(good(ONE));
        clock.advance(REFRESH);
        fetch(good(ONE));
        clock.advance(MOMENT);
        search();
        fetch(good(ONE, TWO));
    }

    @Test
    void aHundredMayWaitAndTheRestMayNot() {
        fetch(good(ONE));
        for (int i = 0; i < 100; i++) {
            search();
        }
        assertThat(keys.search()).isNull();
        fetch(good(ONE));
        assertThat(keys.tick()).isFalse();
    }

    @Test
    void nobodyWaitsLongerThanTwoSeconds() {
        fetch(good(ONE));
        Future<Void> waiting = search();
        assertThat(keys.tick()).isTrue();
        clock.advance(Duration.ofSeconds(2).minus(MOMENT));
        keys.tick();
        assertThat(waiting.isComplete()).isFalse();
        clock.advance(MOMENT);
        keys.tick();
        assertThat(waiting.isComplete()).isTrue();
        assertThat(keys.search()).as("the slow fetch is still on").isNull();
        keys.ended(good(ONE, TWO));
        assertThat(keys.current()).isEqualTo(set(good(ONE, TWO)));
    }

    @Test
    void whoWaitsIsLetGoWhenTheIssuerIsRemoved() {
        fetch(good(ONE));
        Future<Void> waiting = search();
        keys.retire();
        assertThat(waiting.isComplete()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(keys.search()).isNull();
    }

    /** S-102. */
    @Test
    void aWallClockJumpChangesNothing() {
        fetch(good(ONE));
        clock.jumpWall(Duration.ofDays(30));
        assertThat(keys.tick()).isFalse();
        assertThat(keys.current()).isNotNull();
        assertThat(keys.ageNanos()).hasValue(0);
    }

    @Test
    void theRegistryKeepsKeysForAsLongAsIssuerAndAddressStay() {
        KeySetRegistry registry = new KeySetRegistry(clock, steady);
        var first = registry.prepare(List.of(source(REFRESH)));
        RemoteKeys known = Objects.requireNonNull(first.get("corp"));
        known.tick();
        known.ended(good(ONE));
        assertThat(registry.prepare(List.of(source(REFRESH))).get("corp"))
                .as("not adopted")
                .isNotSameAs(known);
        registry.adopt(first);
        assertThat(registry.prepare(List.of(source(REFRESH))).get("corp")).isSameAs(known);
        RemoteKeys faster =
                Objects.requireNonNull(registry.prepare(List.of(source(MINUTE))).get("corp"));
        assertThat(faster).isNotSameAs(known);
        assertThat(faster.current()).isSameAs(known.current());
        KeySource moved =
                new KeySource(
                        "corp",
                        new KeyAddress.Discovered("https://login.example.com"),
                        REFRESH,
                        Duration.ofSeconds(5),
                        Duration.ofHours(24),
                        Optional.empty(),
                        false);
        RemoteKeys elsewhere = Objects.requireNonNull(registry.prepare(List.of(moved)).get("corp"));
        assertThat(elsewhere.current()).as("other keys may lie there").isNull();
    }
}
