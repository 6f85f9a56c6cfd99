package io.raygate.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;

/** Resets streams whose answer waits for a window that the peer does not open (S-21). */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that fails closes
final class StreamStalls {
    private final Loop loop;
    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final Http2Connection.PropertyKey key;
    private boolean connectionWidened;

    /** Since when a stream waits, and whether its window was opened since the last look. */
    private static final class Wait {
        private final long sinceNanos;
        private boolean widened;

        Wait(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    StreamStalls(Loop loop, Http2ConnectionHandler handler, ChannelHandlerContext context) {
        this.loop = loop;
        this.handler = handler;
        this.context = context;
        this.key = handler.connection().newKey();
    }

    void widened(int id) {
        if (id == 0) {
            connectionWidened = true;
            return;
        }
        var stream = handler.connection().stream(id);
        if (stream != null && stream.getProperty(key) instanceof Wait wait) {
            wait.widened = true;
        }
    }

    /** Looks once a second. */
    void look() {
        var stalled = new ArrayList<Http2Stream>(0);
        try {
            handler.connection()
                    .forEachActiveStream(
                            stream -> {
                                if (isStalled(stream)) {
                                    stalled.add(stream);
                                }
                                return true;
                            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        connectionWidened = false;
        reset(stalled);
    }

    private boolean isStalled(Http2Stream stream) {
        var flow = handler.encoder().flowController();
        if (!flow.hasFlowControlled(stream)) {
            stream.removeProperty(key);
            return false;
        }
        boolean own = flow.windowSize(stream) <= 0;
        Wait wait = stream.getProperty(key);
        if (wait == null || (own ? wait.widened : connectionWidened)) {
            stream.setProperty(key, new Wait(loop.nanos()));
            return false;
        }
        long most = loop.settings().timeouts().clientWrite().toNanos();
        return loop.nanos() - wait.sinceNanos >= most;
    }

    private void reset(List<Http2Stream> stalled) {
        for (var stream : stalled) {
            loop.timedOut(loop.deadlines().clientWrite().name());
            handler.resetStream(
                    context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
        }
        if (!stalled.isEmpty()) {
            context.flush();
        }
    }
}
