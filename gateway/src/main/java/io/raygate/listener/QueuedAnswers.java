package io.raygate.listener;

import io.netty.channel.Channel;

/** Counts answers to a peer that does not read them (S-20). */
final class QueuedAnswers {
    private static final int MOST = 100;

    private int queued;

    /** One more answer was written; whether too many wait behind bytes that do not leave. */
    boolean isTooMany(Channel channel) {
        var buffer = channel.unsafe().outboundBuffer();
        queued = buffer == null || buffer.size() == 0 ? 0 : queued + 1;
        return queued > MOST;
    }
}
