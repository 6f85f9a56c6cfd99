package io.raygate.testing;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.util.ArrayList;

/** Encodes the field blocks of one direction of an HTTP/2 connection; nothing is checked. */
final class FieldBlocks {
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();

    /** A block of any fields, as {@code name=value} with {@code ~} between. */
    byte[] of(int stream, String fields) throws IOException {
        var pairs = new ArrayList<AsciiString>();
        for (var field : fields.split("~", -1)) {
            int equals = field.indexOf('=');
            pairs.add(AsciiString.of(field.substring(0, equals)));
            pairs.add(AsciiString.of(field.substring(equals + 1)));
        }
        var block = Unpooled.buffer();
        try {
            var inOrder = ReadOnlyHttp2Headers.trailers(false, pairs.toArray(AsciiString[]::new));
            encoder.encodeHeaders(stream, inOrder, block);
            return ByteBufUtil.getBytes(block);
        } catch (Http2Exception failure) {
            throw new IOException(failure);
        } finally {
            block.release();
        }
    }
}
