package io.raygate.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerFault;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.forward.http1.AnswerLimits;
import io.raygate.forward.http1.AnswerParser;
import io.raygate.forward.http1.AnswerSink;
import io.raygate.forward.http1.RequestWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection to an endpoint: one exchange at a time, no pipelining. It goes back to its
 * pool only if both messages were complete, nothing was left over (S-39) and nobody asked to close.
 */
final class Http1Connection extends UpstreamConnection implements UpstreamStream, AnswerSink {
    private static final Buffer NOTHING = Buffer.buffer();

    /** What most heads fit into, with the fields that tell who calls. */
    private static final int HEAD = 768;

    private final EndpointPool pool;
    private final AnswerParser parser;
    private final ChannelInboundHandler handler = new Wire();
    private final Runnable giveBack = this::giveBack;
    private @Nullable ChannelHandlerContext context;
    private @Nullable AnswerListener listener;
    private @Nullable ByteBuf gathered;
    private @Nullable Fields trailers;
    private @Nullable UpstreamFailure failure;
    private boolean requestEnded;
    private boolean chunked;
    private boolean full;
    private boolean reset;
    private boolean broken;

    Http1Connection(EndpointPool pool, AnswerLimits limits, long openedNanos) {
        super(openedNanos);
        this.pool = pool;
        this.parser = new AnswerParser(limits, this);
    }

    /** What {@link UpstreamGuard} puts into the channel's pipeline. */
    ChannelInboundHandler handler() {
        return handler;
    }

    @Override
    int capacity() {
        return 1;
    }

    @Override
    boolean isUsable() {
        return !broken && context != null && context.channel().isActive();
    }

    @Override
    UpstreamStream open(AnswerListener opening) {
        listener = opening;
        requestEnded = false;
        return this;
    }

    @Override
    public void begin(OutgoingHead head, @Nullable Buffer data, boolean last) {
        ChannelHandlerContext wire = wire();
        parser.expect(head.method().equals(HttpMethod.HEAD), head.upgrade());
        int size = data == null ? 0 : data.length();
        chunked = head.bodyLength() == RequestWriter.UNKNOWN_LENGTH;
        ByteBuf out = wire.alloc().directBuffer(HEAD + Math.min(size, 4096));
        RequestWriter.begin(out, head.method().name(), head.target(), head.fields());
        RequestWriter.endHead(out, head.bodyLength());
        if (size > 0 && size <= 4096 && !chunked) {
            out.writeBytes(bytes(data));
            var _ = wire.write(out, wire.voidPromise());
        } else {
            var _ = wire.write(out, wire.voidPromise());
            if (size > 0) {
                writeBody(wire, bytes(data));
            }
        }
        if (last) {
            finishRequest(wire);
        }
        if (last || size > 0) {
            wire.flush();
        } else {
            // The body often follows in the same read: at the end of the turn both are one write.
            wire.executor().execute(wire::flush);
        }
        watchQueue(wire);
    }

    private static ByteBuf bytes(@Nullable Buffer data) {
        return data == null ? Unpooled.EMPTY_BUFFER : UpstreamGuard.bytes(data);
    }

    private void writeBody(ChannelHandlerContext wire, ByteBuf data) {
        if (!chunked) {
            var _ = wire.write(data, wire.voidPromise());
            return;
        }
        ByteBuf line = wire.alloc().directBuffer(12);
        RequestWriter.chunkLine(line, data.readableBytes());
        var _ = wire.write(line, wire.voidPromise());
        var _ = wire.write(data, wire.voidPromise());
        ByteBuf end = wire.alloc().directBuffer(2);
        RequestWriter.crlf(end);
        var _ = wire.write(end, wire.voidPromise());
    }

    private void finishRequest(ChannelHandlerContext wire) {
        requestEnded = true;
        if (chunked) {
            ByteBuf last = wire.alloc().directBuffer(5);
            RequestWriter.lastChunk(last);
            var _ = wire.write(last, wire.voidPromise());
        }
    }

    @Override
    public void write(Buffer data) {
        ChannelHandlerContext wire = wire();
        if (data.length() > 0) {
            writeBody(wire, bytes(data));
            wire.flush();
            watchQueue(wire);
        }
    }

    private void watchQueue(ChannelHandlerContext wire) {
        full = !wire.channel().isWritable();
    }

    @Override
    public void end() {
        ChannelHandlerContext wire = wire();
        finishRequest(wire);
        wire.flush();
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void pause() {
        wire().channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        wire().channel().config().setAutoRead(true);
    }

    @Override
    public void cancel(boolean upstreamFault) {
        listener = null;
        close();
    }

    @Override
    void close() {
        broken = true;
        if (context != null) {
            var _ = context.close();
        }
    }

    private ChannelHandlerContext wire() {
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }

    @Override
    public void interim(int status, Fields fields) {
        if (listener != null) {
            listener.interim(status, fields);
        }
    }

    @Override
    public void head(AnswerHead head) {
        if (listener != null) {
            listener.head(head);
        }
    }

    @Override
    public void body(ByteBuf in, int length) {
        if (gathered == null) {
            gathered = Unpooled.buffer(Math.max(length, Math.min(in.readableBytes(), 65536)));
        }
        gathered.writeBytes(in, length);
    }

    @Override
    public void end(Fields answerTrailers) {
        trailers = answerTrailers;
    }

    @Override
    public void fault(AnswerFault fault) {
        failure =
                switch (fault) {
                    case MALFORMED -> UpstreamFailure.MALFORMED;
                    case HEAD_TOO_LARGE -> UpstreamFailure.HEAD_TOO_LARGE;
                    case TOO_MANY_INTERIM -> UpstreamFailure.TOO_MANY_INTERIM;
                    case UNASKED_UPGRADE -> UpstreamFailure.UNASKED_UPGRADE;
                    case TRUNCATED -> UpstreamFailure.TRUNCATED;
                };
    }

    private Buffer takeGathered() {
        ByteBuf data = gathered;
        gathered = null;
        return data == null ? NOTHING : UpstreamGuard.buffer(data);
    }

    /** Tells the listener what the last read brought, once for all of it. */
    private void deliver(boolean surplus) {
        AnswerListener hearing = listener;
        Buffer data = takeGathered();
        if (failure != null) {
            fail(failure, data);
        } else if (trailers != null) {
            Fields last = trailers;
            trailers = null;
            listener = null;
            if (surplus || !requestEnded || parser.closes() || broken) {
                close();
            } else {
                // What came behind the answer, bytes or an end, is seen first (S-39, S-42).
                wire().executor().execute(giveBack);
            }
            if (hearing != null) {
                hearing.end(data, last);
            }
        } else if (hearing != null && data.length() > 0) {
            hearing.body(data);
        }
    }

    private void giveBack() {
        if (!broken) {
            pool.giveBack(this);
        }
    }

    private void fail(UpstreamFailure which, Buffer data) {
        AnswerListener hearing = listener;
        listener = null;
        close();
        if (hearing != null) {
            if (data.length() > 0) {
                hearing.body(data);
            }
            hearing.failed(which);
        }
    }

    /** What the connection's socket tells. */
    private final class Wire extends ChannelInboundHandlerAdapter {

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        @Override
        public void channelRead(ChannelHandlerContext wire, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                if (listener == null) {
                    close();
                    return;
                }
                parser.read(in);
                if (parser.isRaw() && in.isReadable()) {
                    body(in, in.readableBytes());
                }
                deliver(in.isReadable());
            } finally {
                in.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext wire) {
            if (listener != null) {
                listener.readComplete();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext wire) {
            broken = true;
            if (listener != null && reset) {
                fail(failureOfReset(), NOTHING);
            } else if (listener != null) {
                parser.closed();
                endOfStream();
            }
            pool.closed(Http1Connection.this);
        }

        /** A tunnel has no other end than this one. */
        private void endOfStream() {
            if (parser.isRaw()) {
                trailers = new Fields();
            } else if (trailers == null && failure == null) {
                failure = UpstreamFailure.CLOSED_BEFORE_ANSWER;
            }
            deliver(false);
        }

        private UpstreamFailure failureOfReset() {
            return parser.hasBegun()
                    ? UpstreamFailure.RESET_MID_BODY
                    : UpstreamFailure.RESET_BEFORE_ANSWER;
        }

        /**
         * After a reset an answer may still lie in the socket, for example why the upload was not
         * wanted: the end of the channel comes behind it.
         */
        @Override
        public void exceptionCaught(ChannelHandlerContext wire, Throwable cause) {
            reset = true;
            if (!(cause instanceof IOException) || cause instanceof SSLException) {
                fail(failureOfReset(), NOTHING);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext wire) {
            full = !wire.channel().isWritable();
            if (!full && listener != null) {
                listener.writable();
            }
        }
    }
}
