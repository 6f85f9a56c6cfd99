package io.raygate.loadtest.serve.ingress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Refuses what Netty takes and uvicorn does not: folded fields, CONNECT, and every version that is
 * not HTTP/1, an HTTP/2 preface among them.
 */
final class UvicornDecoder extends HttpRequestDecoder {
    private int last;
    private boolean inHead = true;
    private boolean folded;

    UvicornDecoder(int maxTarget, int maxHeader) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(maxTarget)
                        .setMaxHeaderSize(maxHeader)
                        .setMaxChunkSize(maxTarget));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
            throws Exception {
        int from = buffer.readerIndex();
        int before = out.size();
        super.decode(context, buffer, out);
        if (inHead) {
            scan(buffer, from);
        }
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) {
                judge(request);
                inHead = false;
            }
            if (out.get(i) instanceof LastHttpContent) {
                inHead = true;
            }
        }
    }

    /** A line of a head that begins with a blank is folded; heads may arrive in pieces. */
    private void scan(ByteBuf buffer, int from) {
        for (int i = from; i < buffer.readerIndex(); i++) {
            byte octet = buffer.getByte(i);
            folded |= last == '\n' && (octet == ' ' || octet == '\t');
            last = octet;
        }
    }

    private void judge(HttpRequest request) {
        boolean http1 = request.protocolVersion().majorVersion() == 1;
        if (folded || !http1 || request.method().equals(HttpMethod.CONNECT)) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("head")));
        }
        folded = false;
        last = 0;
    }
}
