package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is on one HTTP/1 connection. One exchange is in work at a time and what comes
 * behind it waits, in bounds (S-11); a fault makes the connection deaf (S-02); a body that nobody
 * wants is thrown away in bounds and never read as a request (S-12); a head must come in time
 * (S-79); a closing answer gets through before the connection goes (lingering close). Confined to
 * an event loop.
 */
final class Http1Turn {
    /** Bytes of further requests that are read ahead, so that the client's end is still seen. */
    private static final int READ_AHEAD = 64 * 1024;

    private enum Step {
        HEAD,
        EXCHANGE,
        DRAIN,
        UPGRADE
    }

    private final Loop loop;
    private final RequestReader reader;
    private final Http1Inbound inbound = new Http1Inbound(this);
    private final Http1Outbound outbound = new Http1Outbound(this);
    private final Deadline deadline = new Deadline(this::expired);
    private final Deadline stall = new Deadline(this::stalled);
    private final BodyDrain drain = new BodyDrain();
    private final ConnectionUse use;
    private Step step = Step.HEAD;
    private boolean deaf;
    private boolean closing;
    private boolean answered;
    private boolean continued;
    private boolean started;
    private boolean finished;
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpServerRequest request;

    Http1Turn(Loop loop, RequestReader reader) {
        this.loop = loop;
        this.reader = reader;
        this.use = new ConnectionUse(loop);
    }

    Http1Inbound inbound() {
        return inbound;
    }

    Http1Outbound outbound() {
        return outbound;
    }

    /** The connection is there: its first head must come in time. */
    void begin(ChannelHandlerContext inboundContext) {
        context = inboundContext;
        loop.deadlines().head().arm(deadline);
    }

    /** The request that was handed over last. */
    void serves(HttpServerRequest handedOver) {
        request = handedOver;
    }

    boolean isClosing() {
        return closing;
    }

    /** Takes what it can from {@code in} and adds what Vert.x is to see to {@code out}. */
    void read(ByteBuf in, List<Object> out) {
        if (deaf) {
            in.skipBytes(in.readableBytes());
            return;
        }
        switch (step) {
            case HEAD -> readHead(in, out);
            case EXCHANGE -> readBody(in, out);
            case DRAIN -> drain(in, out);
            case UPGRADE -> {}
        }
    }

    private void readHead(ByteBuf in, List<Object> out) {
        if (!started) {
            started = true;
            if (deadline.list() != loop.deadlines().head()) {
                loop.deadlines().head().arm(deadline);
            }
        }
        var fault = reader.read(in, out);
        if (fault != null) {
            refuse(fault, out);
        } else if (reader.isHeadComplete()) {
            step = Step.EXCHANGE;
            deadline.cancel();
            answered = false;
            continued = false;
            boolean last = use.isLast();
            closing = last || reader.framing().isClosing();
        }
    }

    private void readBody(ByteBuf in, List<Object> out) {
        if (!reader.isComplete()) {
            var fault = reader.read(in, out);
            if (fault != null) {
                release(out);
                deafen(fault);
                context().fireExceptionCaught(new FramingException(fault));
            }
        } else if (reader.framing().isClosing()) {
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() > READ_AHEAD) {
            context().channel().config().setAutoRead(false);
        }
    }

    private void drain(ByteBuf in, List<Object> out) {
        if (!drain.read(reader, in, out)) {
            release(out);
            finish();
        } else if (reader.isComplete()) {
            nextTurn();
        }
    }

    /** Hands over a request that is marked as broken, in place of what was read of it. */
    private void refuse(FramingFault fault, List<Object> out) {
        release(out);
        deafen(fault);
        step = Step.EXCHANGE;
        deadline.cancel();
        var broken = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        broken.setDecoderResult(DecoderResult.failure(new FramingException(fault)));
        out.add(broken);
    }

    private void deafen(FramingFault fault) {
        loop.faulted(fault);
        deaf = true;
        closing = true;
    }

    private static void release(List<Object> out) {
        out.forEach(ReferenceCountUtil::release);
        out.clear();
    }

    /** The client was asked for its body. */
    void continues() {
        continued = true;
    }

    /** From the next byte on the connection is no HTTP/1 any more. */
    void upgrades() {
        step = Step.UPGRADE;
        deadline.cancel();
    }

    /**
     * A final answer begins.
     *
     * @param whole whether it also ends with it
     */
    void answers(HttpResponse response, boolean whole) {
        boolean unread = !reader.isComplete();
        boolean held = unread && reader.framing().isExpecting() && !continued;
        boolean large = unread && whole && drain.isTooMuch(reader.left());
        closing |= held || large || use.isOver() || isToClose(response);
        if (closing) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Whoever answers may end the connection: what is behind this exchange is not served then. */
    private static boolean isToClose(HttpResponse response) {
        return response.headers()
                .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    /** The answer has ended; unless the connection is closing, the next turn begins. */
    void answered() {
        answered = true;
        if (closing || step != Step.EXCHANGE) {
            return;
        }
        leaveRequest();
        if (reader.isComplete()) {
            nextTurn();
            return;
        }
        step = Step.DRAIN;
        drain.begin();
        loop.deadlines().linger().arm(deadline);
        if (drain.isTooMuch(reader.left())) {
            finish();
        }
        inbound.lookAgain(context());
    }

    /**
     * Nobody wants the rest of the request's body, but Vert.x must see its end before it takes the
     * next request: whoever paused it will not resume it any more.
     */
    private void leaveRequest() {
        var left = request;
        request = null;
        if (left != null && !left.isEnded()) {
            context().executor().execute(() -> leave(left));
        }
    }

    private static void leave(HttpServerRequest left) {
        if (!left.isEnded()) {
            left.exceptionHandler(null).handler(null).endHandler(null).resume();
        }
    }

    private void nextTurn() {
        step = Step.HEAD;
        started = false;
        reader.next();
        var deadlines = loop.deadlines();
        (loop.isDraining() ? deadlines.farewell() : deadlines.keepAlive()).arm(deadline);
        context().channel().config().setAutoRead(true);
        inbound.lookAgain(context());
    }

    /** Whether a close must wait until the peer has the answer. */
    boolean isToLinger() {
        return answered && !finished && isUnread() && context().channel().isActive();
    }

    private boolean isUnread() {
        return deaf || !reader.isComplete() || inbound.isHolding();
    }

    /** Ends the connection, slowly where bytes are left that would turn the end into a reset. */
    void finish() {
        if (finished) {
            return;
        }
        boolean unread = isUnread();
        finished = true;
        deaf = true;
        closing = true;
        if (unread) {
            loop.deadlines().linger().arm(deadline);
            LingeringClose.begin(context());
        } else {
            close();
        }
    }

    /** The channel takes no more bytes, or takes them again. */
    void writable(boolean writable) {
        if (writable) {
            stall.cancel();
        } else {
            loop.deadlines().clientWrite().arm(stall);
        }
    }

    /** Ends with the next answer, or soon if no request comes. */
    void drain() {
        if (step == Step.HEAD && !started) {
            loop.deadlines().farewell().arm(deadline);
        }
    }

    /** The connection is gone, or is no HTTP/1 any more. */
    void gone() {
        deadline.cancel();
        stall.cancel();
    }

    private void stalled() {
        loop.timedOut(loop.deadlines().clientWrite().name());
        close();
    }

    private void expired() {
        boolean head = step == Step.HEAD && started;
        if (head || !loop.isDraining()) {
            loop.timedOut(timeout());
        }
        if (head && !finished) {
            answerLate();
        } else {
            finished = true;
            close();
        }
    }

    private String timeout() {
        if (step == Step.HEAD && !finished) {
            return started || use.isFresh() ? "head" : "keep_alive";
        }
        return "linger";
    }

    private void answerLate() {
        var late = new ArrayList<Object>(1);
        refuse(FramingFault.LATE_HEAD, late);
        context().fireChannelRead(late.getFirst());
        context().fireChannelReadComplete();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // channelInactive tells
    private void close() {
        context().close();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not begun");
    }
}
