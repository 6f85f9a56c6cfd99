package io.raygate.forward;

import io.raygate.exchange.RequestKind;
import io.raygate.forward.ForwardPolicy.Timeouts;

/** The deadlines of one exchange (S-79): its whole time, and the one thing it waits for now. */
final class ForwardDeadlines {
    private final Forwarding forwarding;
    private final Deadlines wheel;
    private final Timeouts timeouts;
    private final long startedNanos;
    private boolean stream;
    private long totalNanos;
    private UpstreamFailure awaited = UpstreamFailure.FIRST_BYTE_TIMEOUT;
    private final Deadline whole =
            new Deadline() {
                @Override
                void expired() {
                    forwarding.fail(UpstreamFailure.DEADLINE_EXCEEDED);
                }
            };
    private final Deadline phase =
            new Deadline() {
                @Override
                void expired() {
                    forwarding.fail(awaited);
                }
            };

    ForwardDeadlines(Forwarding forwarding, Deadlines wheel, ForwardOrder order) {
        this.forwarding = forwarding;
        this.wheel = wheel;
        this.timeouts = order.policy().timeouts();
        this.startedNanos = order.exchange().startedNanos();
        this.stream = order.policy().longStream() || order.head().kind() != RequestKind.HTTP;
        this.totalNanos = (stream ? timeouts.stream() : timeouts.total()).toNanos();
    }

    void start() {
        wheel.at(startedNanos + totalNanos, whole);
    }

    /** Until the exchange must be over; maybe negative. */
    long remaining(long now) {
        return startedNanos + totalNanos - now;
    }

    /** Whether the answer is taken for a stream. */
    boolean isStream() {
        return stream;
    }

    /** The answer is a stream: the longer time applies. */
    void becomesStream() {
        stream = true;
        long longer = timeouts.stream().toNanos();
        if (longer > totalNanos) {
            totalNanos = longer;
            wheel.at(startedNanos + longer, whole);
        }
    }

    void awaitFirstByte() {
        await(UpstreamFailure.FIRST_BYTE_TIMEOUT, timeouts.firstByte().toNanos());
    }

    void awaitMore() {
        await(UpstreamFailure.RESPONSE_IDLE_TIMEOUT, timeouts.responseIdle().toNanos());
    }

    void awaitClient() {
        await(UpstreamFailure.CLIENT_WRITE_TIMEOUT, timeouts.clientWrite().toNanos());
    }

    void awaitTalk() {
        await(UpstreamFailure.TUNNEL_IDLE_TIMEOUT, timeouts.websocketIdle().toNanos());
    }

    private void await(UpstreamFailure failure, long nanos) {
        awaited = failure;
        wheel.in(nanos, phase);
    }

    /** Nothing is awaited for now. */
    void pause() {
        phase.cancel();
    }

    void stop() {
        whole.cancel();
        phase.cancel();
    }
}
