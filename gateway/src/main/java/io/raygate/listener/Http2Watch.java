package io.raygate.listener;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/**
 * What one HTTP/2 connection may do beyond what the library bounds: streams that count until their
 * upstream work has ended (S-19), frames that cost us more than the peer (S-20), peers that do not
 * read or do not answer (S-21), idle time, age and drain. Confined to an event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that fails closes
final class Http2Watch {
    /** S-21. */
    private static final long SMALLEST_HEADER_LIST = 4 * 1024;

    private static final int DATA = 0;

    /** The longest that any stream may last. */
    private static final Duration LONGEST_STREAM = Duration.ofHours(24);

    private final Loop loop;
    private final HttpConnection connection;
    private final Http2ConnectionHandler handler;
    private final ChannelHandlerContext context;
    private final FloodMeter meter;
    private final ConnectionUse use;
    private final PeerSilence silence;
    private final StreamStalls stalls;
    private final ResetCount refusals;
    private final QueuedAnswers queued = new QueuedAnswers();
    private final GoAwayCount goAways;
    private final Deadline look = new Deadline(this::look);
    private int lastStream;
    private int working;
    private boolean last;
    private boolean warned;
    private boolean leaving;

    Http2Watch(
            Loop loop, HttpConnection connection, ChannelHandlerContext context, FrameGate frames) {
        this.loop = loop;
        this.connection = connection;
        this.context = context;
        this.handler = (Http2ConnectionHandler) context.handler();
        this.meter = frames.meter();
        this.use = new ConnectionUse(loop);
        this.silence = new PeerSilence(loop, frames.order());
        this.refusals = new ResetCount(loop.settings().http2Limits().resets());
        this.goAways = new GoAwayCount(loop);
        this.stalls = new StreamStalls(loop, handler, context);
    }

    /** The peer's settings are known: it may be watched. */
    void begin() {
        handler.connection().addListener(goAways);
        loop.deadlines().http2Look().arm(look);
        var remote = connection.remoteSettings();
        if (remote instanceof io.vertx.core.http.Http2Settings settings
                && settings.getMaxHeaderListSize() < SMALLEST_HEADER_LIST) {
            goAway(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    void gone() {
        look.cancel();
    }

    /** Whether the peer was told of a fault: it should be able to read that. */
    boolean isFaulted() {
        return goAways.isFault();
    }

    Loop loop() {
        return loop;
    }

    FloodMeter meter() {
        return meter;
    }

    /** A whole frame was read. */
    void heard() {
        silence.heardFrame();
    }

    /** A DATA frame was read that neither holds anything nor ends its stream (S-20). */
    void emptyData() throws Http2Exception {
        if (meter.isTooMany(DATA)) {
            throw calm("too many empty DATA frames");
        }
    }

    /** A frame was answered, so an answer waits to be sent (S-20). */
    void answers(ChannelHandlerContext ctx) throws Http2Exception {
        if (queued.isTooMany(ctx.channel())) {
            throw calm("answers are not read");
        }
    }

    /** The peer opened its window for a stream, or for the connection (0). */
    void widened(int stream) {
        heard();
        stalls.widened(stream);
    }

    void judge(Http2Settings settings) throws Http2Exception {
        var headerList = settings.maxHeaderListSize();
        if (headerList != null && headerList < SMALLEST_HEADER_LIST) {
            throw calm("header list too small");
        }
    }

    /** Whether a request may begin on this stream, or is there already (trailers). */
    boolean admits(ChannelHandlerContext ctx, int stream, Http2Headers headers)
            throws Http2Exception {
        heard();
        if (stream <= lastStream) {
            return true;
        }
        lastStream = stream;
        last |= use.isLast();
        boolean malformed = Http2Head.isMalformed(headers);
        if (!malformed && working < loop.settings().http2Limits().streams()) {
            return true;
        }
        refuse(ctx, stream, malformed ? Http2Error.PROTOCOL_ERROR : Http2Error.REFUSED_STREAM);
        return false;
    }

    /**
     * Vert.x must not be left with a stream that it does not know: it could not end the connection.
     * So the stream is closed here and now, and its reset counted here.
     */
    private void refuse(ChannelHandlerContext ctx, int stream, Http2Error error)
            throws Http2Exception {
        var writer = handler.encoder().frameWriter();
        writer.writeRstStream(ctx, stream, error.code(), ctx.newPromise());
        var refused = handler.connection().stream(stream);
        if (refused != null) {
            refused.close();
        }
        if (refusals.isTooMany(loop.nanos())) {
            throw calm("too many streams refused");
        }
    }

    /** An exchange began. */
    void begins() {
        working++;
    }

    /** An exchange and its upstream work have ended. */
    void ends() {
        working--;
    }

    private void look() {
        loop.deadlines().http2Look().arm(look);
        int streams = handler.connection().numActiveStreams();
        var verdict = silence.verdict(streams + working, context.channel().isWritable());
        switch (verdict) {
            case ASK -> connection.ping(PeerSilence.question());
            case IDLE, DEAF, DUMB, LATE -> end(verdict);
            case FINE -> {}
        }
        if (streams > 0) {
            stalls.look();
        }
        if (last || use.isOver()) {
            leave();
        }
    }

    private void end(PeerSilence.Verdict verdict) {
        loop.timedOut(verdict.timeout());
        goAway(verdict.isFault() ? Http2Error.ENHANCE_YOUR_CALM : Http2Error.NO_ERROR);
    }

    /**
     * Tells the peer to go elsewhere, at first without turning anything away that may be under way,
     * and a second later for good (RFC 9113, 6.8).
     */
    void leave() {
        if (!warned) {
            warned = true;
            sendGoAway(Http2Error.NO_ERROR, Integer.MAX_VALUE);
        } else if (!leaving) {
            leaving = true;
            sendGoAway(Http2Error.NO_ERROR, lastCreated());
            connection.shutdown(LONGEST_STREAM);
        }
    }

    private void goAway(Http2Error error) {
        look.cancel();
        sendGoAway(error, lastCreated());
        connection.close();
    }

    private void sendGoAway(Http2Error error, int lastKnown) {
        handler.goAway(
                context, lastKnown, error.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
        context.flush();
    }

    private int lastCreated() {
        return handler.connection().remote().lastStreamCreated();
    }

    private static Http2Exception calm(String why) {
        return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, why);
    }
}
