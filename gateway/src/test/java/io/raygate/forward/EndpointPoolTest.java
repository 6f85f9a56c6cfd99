package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets which connection, and when somebody waits (S-42). */
class EndpointPoolTest {
    private final ManualClock clock = new ManualClock();
    private final Deadlines deadlines = new Deadlines(clock);
    private final Connecting connecting = new Connecting();

    /** Connections are made when the test says so. */
    private static final class Connecting implements EndpointPool.Connector {
        private final Deque<EndpointPool> wanted = new ArrayDeque<>();
        private int expected = 1;

        @Override
        public void connect(EndpointPool pool) {
            wanted.add(pool);
        }

        @Override
        public int expectedCapacity() {
            return expected;
        }
    }

    private static final class Borrowing implements EndpointPool.Borrower {
        private @Nullable UpstreamConnection connection;
        private @Nullable UpstreamFailure failure;
        private @Nullable EndpointPool again;

        @Override
        public void lent(UpstreamConnection lent) {
            connection = lent;
        }

        /** Tries once more where it is told to. */
        @Override
        public void refused(UpstreamFailure refused) {
            var pool = again;
            again = null;
            if (pool == null) {
                failure = refused;
            } else {
                pool.borrow(this, false);
            }
        }
    }

    private static final class Plain extends UpstreamConnection {
        private int capacity;
        private boolean closed;

        Plain(long openedNanos, int capacity) {
            super(openedNanos);
            this.capacity = capacity;
        }

        @Override
        int capacity() {
            return capacity;
        }

        @Override
        boolean isUsable() {
            return !closed;
        }

        @Override
        UpstreamStream open(AnswerListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        void close() {
            closed = true;
        }
    }

    private EndpointPool pool(int connections, int pending) {
        var endpoint = Orders.cluster("stable", 8000).endpoints().getFirst();
        var bounds =
                new PoolBounds(
                        connections,
                        pending,
                        Duration.ofSeconds(1).toNanos(),
                        Duration.ofSeconds(60).toNanos(),
                        Duration.ofMinutes(10).toNanos());
        return new EndpointPool(endpoint, bounds, connecting, deadlines);
    }

    private Plain connect(int capacity) {
        var connection = new Plain(deadlines.now(), capacity);
        connecting.wanted.removeFirst().connected(connection);
        return connection;
    }

    private static Borrowing borrow(EndpointPool pool) {
        var borrowing = new Borrowing();
        pool.borrow(borrowing, false);
        return borrowing;
    }

    private static List<Borrowing> borrow(EndpointPool pool, int times) {
        var all = new ArrayList<Borrowing>();
        for (int i = 0; i < times; i++) {
            all.add(borrow(pool));
        }
        return all;
    }

    @Test
    void refusesBeyondTheBoundOfThoseWhoWait() {
        var pool = pool(1, 2);
        borrow(pool);
        connect(1);
        borrow(pool, 2);
        assertThat(borrow(pool).failure).isEqualTo(UpstreamFailure.POOL_FULL);
        assertThat(pool.waiting()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsLongerThanThePendingTime() {
        var pool = pool(1, 2);
        borrow(pool);
        connect(1);
        var waiting = borrow(pool);
        clock.advance(Duration.ofSeconds(2));
        deadlines.turn();
        assertThat(waiting.failure).isEqualTo(UpstreamFailure.POOL_WAIT_TIMEOUT);
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void lendsTheFreshestConnectionAndNoneThatWasUnusedForTooLong() {
        var pool = pool(4, 4);
        borrow(pool, 2);
        var old = connect(1);
        var young = connect(1);
        pool.giveBack(old);
        clock.advance(Duration.ofSeconds(30));
        pool.giveBack(young);
        assertThat(borrow(pool).connection).isSameAs(young);
        clock.advance(Duration.ofSeconds(31));
        assertThat(borrow(pool).connection).isNull();
        assertThat(old.closed).isTrue();
    }

    @Test
    void aFreshConnectionIsOpenedBesideThoseThatAreUnused() {
        var pool = pool(2, 4);
        borrow(pool);
        var unused = connect(1);
        pool.giveBack(unused);
        var borrowing = new Borrowing();
        pool.borrow(borrowing, true);
        assertThat(borrowing.connection).isNull();
        var fresh = connect(1);
        assertThat(borrowing.connection).isSameAs(fresh);
        assertThat(unused.closed).isFalse();
    }

    @Test
    void anUnusedConnectionMakesPlaceForAFreshOne() {
        var pool = pool(1, 4);
        borrow(pool);
        var unused = connect(1);
        pool.giveBack(unused);
        var borrowing = new Borrowing();
        pool.borrow(borrowing, true);
        assertThat(unused.closed).isTrue();
        pool.closed(unused);
        assertThat(borrowing.connection).isNull();
        assertThat(connect(1)).isSameAs(borrowing.connection);
    }

    /** HTTP/2: a failed connection was expected to carry many; each of them may try once more. */
    @Test
    void whoTriesAgainWaitsForAnotherConnection() {
        connecting.expected = 100;
        var pool = pool(4, 4);
        var patient = borrow(pool);
        patient.again = pool;
        connecting.wanted.removeFirst().connectFailed(UpstreamFailure.CONNECT_REFUSED);
        assertThat(patient.failure).isNull();
        assertThat(connect(100)).isSameAs(patient.connection);
        assertThat(pool.open()).isEqualTo(1);
    }

    /** HTTP/2: an endpoint may allow fewer streams than a connection was expected to carry. */
    @Test
    void opensMoreConnectionsWhereOneCarriesLessThanExpected() {
        connecting.expected = 100;
        var pool = pool(4, 4);
        var all = borrow(pool, 3);
        connect(1);
        connect(1);
        connect(1);
        assertThat(all).allMatch(each -> each.connection != null);
        assertThat(connecting.wanted).isEmpty();
    }

    @Test
    void aConnectionThatMayCarryNothingIsNotLentUntilItMay() {
        connecting.expected = 100;
        var pool = pool(4, 4);
        var waiting = borrow(pool);
        var connection = connect(0);
        assertThat(waiting.connection).isNull();
        assertThat(connecting.wanted).as("another would be no better").isEmpty();
        connection.capacity = 1;
        pool.capacityChanged(connection);
        assertThat(waiting.connection).isSameAs(connection);
        assertThat(pool.available()).isZero();
    }

    @Test
    void aConnectionThatMayCarryNothingIsClosedWhenItWasUnusedForTooLong() {
        connecting.expected = 100;
        var pool = pool(4, 4);
        borrow(pool);
        var connection = connect(0);
        clock.advance(Duration.ofSeconds(61));
        pool.sweep();
        assertThat(connection.closed).isTrue();
    }

    @Test
    void aConnectionThatMayCarryLessThanItDoesIsNotLent() {
        connecting.expected = 100;
        var pool = pool(1, 4);
        borrow(pool);
        var connection = connect(3);
        borrow(pool, 2);
        connection.capacity = 1;
        pool.capacityChanged(connection);
        pool.giveBack(connection);
        assertThat(borrow(pool).connection).isNull();
        pool.giveBack(connection);
        pool.giveBack(connection);
        assertThat(connection.lent).isEqualTo(1);
    }

    @Test
    void aRetiredPoolClosesWhatIsGivenBack() {
        var pool = pool(4, 4);
        borrow(pool, 2);
        var used = connect(1);
        var unused = connect(1);
        pool.giveBack(unused);
        pool.retire();
        assertThat(unused.closed).isTrue();
        assertThat(used.closed).isFalse();
        pool.giveBack(used);
        assertThat(used.closed).isTrue();
        pool.closed(used);
        pool.closed(unused);
        assertThat(pool.isEmpty()).isTrue();
    }
}
