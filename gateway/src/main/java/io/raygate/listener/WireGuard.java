package io.raygate.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts our guards into the channels that Vert.x has set up; the only class here that knows how it
 * does that (vertx.md, section 1). One per event loop.
 */
final class WireGuard {
    private static final String DECODER = "httpDecoder";
    private static final String HANDLER = "handler";
    private static final String INBOUND = "raygateInbound";
    private static final String OUTBOUND = "raygateOutbound";

    private final Loop loop;
    private final Map<HttpConnection, Http1Turn> turns = new HashMap<>();

    WireGuard(Loop loop) {
        this.loop = loop;
    }

    /** Called once for each connection, before any byte of a request is looked at. */
    void guard(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            return;
        }
        var pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
        var reader =
                new RequestReader(loop.settings().head(), loop.line(), Http1xHeaders::httpHeaders);
        var turn = new Http1Turn(loop, reader);
        pipeline.replace(DECODER, DECODER, new UpgradeMark(pipeline));
        pipeline.addBefore(HANDLER, INBOUND, turn.inbound());
        pipeline.addBefore(HANDLER, OUTBOUND, turn.outbound());
        turn.begin(pipeline.context(INBOUND));
        turns.put(connection, turn);
    }

    void gone(HttpConnection connection) {
        turns.remove(connection);
    }

    /** The guard of an HTTP/1 connection, or null. */
    @Nullable Http1Turn turn(HttpConnection connection) {
        return turns.get(connection);
    }

    /**
     * Stands where Vert.x expects its decoder. On an upgrade Vert.x takes that name out and then
     * puts the handler of the raw socket in; only when both have happened can bytes that came early
     * be passed on (S-14), so ours go one round of the loop later.
     */
    private static final class UpgradeMark extends ChannelInboundHandlerAdapter {
        private final ChannelPipeline pipeline;

        UpgradeMark(ChannelPipeline pipeline) {
            this.pipeline = pipeline;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            if (ctx.channel().isActive()) {
                ctx.executor().execute(() -> ctx.executor().execute(this::leave));
            }
        }

        private void leave() {
            if (pipeline.get(INBOUND) != null) {
                pipeline.remove(OUTBOUND);
                pipeline.remove(INBOUND);
            }
        }
    }
}
