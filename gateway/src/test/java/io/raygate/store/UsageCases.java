package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.exchange.Usage;
import io.raygate.store.UsageQuery.Part;
import io.raygate.testing.ManualClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables make of events, whatever the database. */
abstract class UsageCases {
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));
    private static final Instant START = Instant.parse("2026-11-27T23:30:00Z");
    private static final Instant END = Instant.parse("2026-11-29T00:00:00Z");

    private Store store;

    /** Of a database without any table, a new one for each test. */
    abstract StoreSettings settings();

    @BeforeEach
    void open() {
        store =
                Store.of(
                        settings(),
                        new Store.Parts(
                                new ManualClock(),
                                new KeyGenerator(new SecureRandom()),
                                () -> PEPPERS,
                                Map::of,
                                Map::of,
                                sha256 -> false));
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    static UsageEvent event(String id, Instant at, String tenant, String model, long input) {
        return new UsageEvent(
                id,
                "request-of-a-hop",
                at.toEpochMilli(),
                tenant,
                "K1",
                "chat",
                model,
                "stable",
                input > 0 ? 200 : 500,
                input <= 0,
                input > 0,
                new Usage(input, input / 2, input * 2, input / 4),
                1_500);
    }

    private static UsageEvent event(String id, String at, String tenant, String model, long input) {
        return event(id, Instant.parse(at), tenant, model, input);
    }

    private List<UsageRow> sums(List<Part> by, Map<Part, String> only) {
        return store.read(it -> it.usage().sums(new UsageQuery(START, END, by, only, 100)));
    }

    private UsageRow all() {
        return sums(List.of(), Map.of()).getFirst();
    }

    @Test
    void whatIsWrittenTwiceCountsOnce() {
        List<UsageEvent> events =
                new ArrayList<>(
                        IntStream.range(0, 450)
                                .mapToObj(
                                        i -> event("e" + i, "2026-11-28T09:00:00Z", "acme", "m", 4))
                                .toList());
        events.add(events.getFirst());
        store.add(events);
        store.add(events.subList(100, 451));
        assertThat(all().requests()).isEqualTo(450);
        assertThat(all().usage()).isEqualTo(new Usage(1800, 900, 3600, 450));
        assertThat(all().gpuMillis()).isEqualTo(675_000);
        assertThat(all().failed()).isZero();
    }

    @Test
    void whatIsAskedForIsToldApart() {
        store.add(
                List.of(
                        event("1", "2026-11-27T23:59:59.999Z", "acme", "a", 4),
                        event("2", "2026-11-28T00:00:00Z", "acme", "a", 8),
                        event("3", "2026-11-28T10:59:59.999Z", "acme", "b", 12),
                        event("4", "2026-11-28T10:00:00Z", "globex", "a", 0),
                        event("5", "2026-11-29T00:00:00Z", "acme", "a", 100),
                        event("6", "2026-11-27T22:59:59Z", "acme", "a", 100)));
        assertThat(sums(List.of(Part.TENANT), Map.of()))
                .extracting(UsageRow::of, UsageRow::requests, UsageRow::failed)
                .containsExactly(
                        tuple(Map.of(Part.TENANT, "acme"), 3L, 0L),
                        tuple(Map.of(Part.TENANT, "globex"), 1L, 1L));
        assertThat(sums(List.of(Part.DAY, Part.MODEL), Map.of(Part.TENANT, "acme")))
                .extracting(UsageRow::of, row -> row.usage().input())
                .containsExactly(
                        tuple(Map.of(Part.DAY, "2026-11-27T00:00:00Z", Part.MODEL, "a"), 4L),
                        tuple(Map.of(Part.DAY, "2026-11-28T00:00:00Z", Part.MODEL, "a"), 8L),
                        tuple(Map.of(Part.DAY, "2026-11-28T00:00:00Z", Part.MODEL, "b"), 12L));
        assertThat(sums(List.of(Part.HOUR), Map.of(Part.MODEL, "b", Part.KEY, "K1")))
                .extracting(UsageRow::of)
                .containsExactly(Map.of(Part.HOUR, "2026-11-28T10:00:00Z"));
        assertThat(sums(List.of(), Map.of(Part.TENANT, "nobody"))).isEmpty();
        assertThat(sums(List.of(Part.TENANT), Map.of(Part.ROUTE, "' OR 1=1 --"))).isEmpty();
    }

    @Test
    void oldEventsGoAndTheirHoursStayForLonger() {
        store.add(
                IntStream.range(0, 5_500)
                        .mapToObj(i -> event("e" + i, "2026-11-28T09:00:00Z", "acme", "m", 4))
                        .toList());
        long later = Instant.parse("2026-11-28T09:00:01Z").toEpochMilli();
        assertThat(UsageTable.isMore(store.forget(later, 0))).isTrue();
        assertThat(store.forget(later, 0)).isEqualTo(500);
        assertThat(all().requests()).isEqualTo(5_500);
        assertThat(store.forget(later, later)).isZero();
        assertThat(sums(List.of(), Map.of())).isEmpty();
    }

    @Test
    void anyTextOfACallerIsTaken() {
        UsageEvent event =
                event("1", "2026-11-28T09:00:00Z", "acme", "\u0000\ud800é\n" + "x".repeat(300), 4);
        store.add(List.of(event));
        assertThat(sums(List.of(Part.MODEL), Map.of()).getFirst().of().get(Part.MODEL))
                .startsWith("??é?x")
                .hasSize(256);
    }
}
