package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long BEGIN = 1_000;

    /**
     * A clock that jumps from timer to timer, each of which fires {@code late} nanoseconds after
     * its time.
     */
    private static final class ManualLoop implements Pacer.Timer {
        private record Due(long at, Runnable what) {}

        private final PriorityQueue<Due> timers =
                new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private long now;
        private long late;

        @Override
        public void after(long nanos, Runnable what) {
            timers.add(new Due(now + nanos, what));
        }

        void run() {
            while (!timers.isEmpty()) {
                Due due = timers.remove();
                now = Math.max(now, due.at + late);
                due.what.run();
            }
        }
    }

    private final ManualLoop loop = new ManualLoop();
    private final List<Long> due = new ArrayList<>();
    private final List<Long> started = new ArrayList<>();
    private long doneAt = -1;

    private void run(Pacer.Share share) {
        Schedule schedule = new Schedule(1_000, Duration.ZERO, Duration.ofMillis(10));
        new Pacer(schedule, share, () -> loop.now, loop)
                .start(
                        BEGIN,
                        at -> {
                            due.add(at);
                            started.add(loop.now);
                        },
                        () -> doneAt = loop.now);
        loop.run();
    }

    private static List<Long> millis(long first, long step) {
        return LongStream.iterate(first, m -> m < 10, m -> m + step)
                .map(m -> BEGIN + m * 1_000_000)
                .boxed()
                .toList();
    }

    @Test
    void startsEachArrivalWhenItIsDueAndEndsWithTheTime() {
        run(new Pacer.Share(0, 1));

        assertThat(due).isEqualTo(millis(0, 1));
        assertThat(started).isEqualTo(due);
        assertThat(doneAt).isEqualTo(BEGIN + 10_000_000);
    }

    @Test
    void tellsTheDueTimeOfAnArrivalThatStartsLate() {
        loop.late = 2_500_000;

        run(new Pacer.Share(0, 1));

        assertThat(due).isEqualTo(millis(0, 1));
        assertThat(started).allMatch(at -> at >= BEGIN + loop.late);
        for (int i = 0; i < due.size(); i++) {
            assertThat(started.get(i)).isGreaterThanOrEqualTo(due.get(i));
        }
    }

    @Test
    void sharesTheArrivalsAmongLoopsWithoutGapOrDouble() {
        run(new Pacer.Share(0, 3));
        run(new Pacer.Share(1, 3));
        run(new Pacer.Share(2, 3));

        assertThat(due).containsExactlyInAnyOrderElementsOf(millis(0, 1));
    }
}
