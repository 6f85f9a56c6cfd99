package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.load.Timings.Kind;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long MEASURE_FROM = 1_000_000;

    private final Counters counters = new Counters();
    private long now = MEASURE_FROM;
    private final Tally tally = new Tally(counters, () -> now, MEASURE_FROM);

    private long max(Kind kind) {
        return tally.timings().of(kind).getMaxValue();
    }

    @Test
    void countsLatencyFromTheDueTimeAndNotFromTheStart() {
        now = MEASURE_FROM + 500;
        Tally.Pending pending = tally.start(MEASURE_FROM);
        now = MEASURE_FROM + 700;

        pending.answered(200);

        assertThat(max(Kind.SEND_LAG)).isEqualTo(500);
        assertThat(max(Kind.LATENCY)).isEqualTo(700);
    }

    @Test
    void leavesTheWarmUpOut() {
        tally.start(MEASURE_FROM - 1).answered(500);

        assertThat(counters.started.sum() + counters.answered.sum() + counters.notOk.sum())
                .isZero();
        assertThat(tally.timings().of(Kind.LATENCY).getTotalCount()).isZero();
        assertThat(tally.open()).isZero();
    }

    @Test
    void countsOneEndOfAnArrivalWhateverComesAfter() {
        Tally.Pending pending = tally.start(now);

        pending.answered(404);
        pending.failed(new IllegalStateException("late"));
        pending.answered(200);

        assertThat(counters.answered.sum()).isEqualTo(1);
        assertThat(counters.notOk.sum()).isEqualTo(1);
        assertThat(counters.failed.sum()).isZero();
        assertThat(tally.open()).isZero();
    }

    @Test
    void leavesOpenWhatEndsAfterTheRun() {
        Tally.Pending pending = tally.start(now);
        tally.stop();

        pending.failed(new IllegalStateException("closed by us"));

        assertThat(counters.open()).isEqualTo(1);
        assertThat(counters.failed.sum()).isZero();
    }

    @Test
    void timesTheFirstByteTheGapsAndTheDelaysOfAStream() {
        Tally.Pending pending = tally.start(now);
        now += 100;
        pending.bytes(10);
        pending.event(now - 30);
        now += 1_000;
        pending.bytes(10);
        pending.event(-1);

        assertThat(max(Kind.FIRST_BYTE)).isEqualTo(100);
        assertThat(max(Kind.EVENT_GAP)).isEqualTo(1_000);
        assertThat(tally.timings().of(Kind.EVENT_DELAY).getTotalCount()).isEqualTo(1);
        assertThat(max(Kind.EVENT_DELAY)).isEqualTo(30);
        assertThat(counters.bytes.sum()).isEqualTo(20);
    }
}
