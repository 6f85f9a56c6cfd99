package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Fuzz target: the bytes of an HTTP/1 connection (S-01 to S-08). What they say must not depend on
 * the pieces in which they come, and no body may run over its declared length.
 */
public final class RequestReaderFuzz {
    private RequestReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String whole = read(data, data.length);
        assertThat(read(data, 1)).isEqualTo(whole);
        assertThat(read(data, 7)).isEqualTo(whole);
    }

    /** The requests, and the fault that ended them, of bytes that come so many at a time. */
    private static String read(byte[] data, int step) {
        var limits = HeadLimits.DEFAULT;
        var reader = new RequestReader(limits, new byte[limits.line()], DefaultHttpHeaders::new);
        var in = Unpooled.buffer();
        var seen = new StringBuilder();
        @Nullable FramingFault fault = null;
        for (int at = 0; at < data.length && fault == null; at += step) {
            in.writeBytes(data, at, Math.min(step, data.length - at));
            fault = readOn(reader, in, seen);
        }
        in.release();
        return seen.append(fault).toString();
    }

    private static @Nullable FramingFault readOn(
            RequestReader reader, ByteBuf in, StringBuilder seen) {
        @Nullable FramingFault fault = null;
        while (fault == null && in.isReadable()) {
            var out = new ArrayList<Object>();
            int before = in.readerIndex();
            fault = reader.read(in, out);
            out.forEach(part -> note(part, seen));
            if (fault == null && reader.isComplete()) {
                seen.append("|");
                reader.next();
            } else if (before == in.readerIndex()) {
                return fault;
            }
        }
        return fault;
    }

    private static void note(Object part, StringBuilder seen) {
        if (part instanceof HttpRequest request) {
            assertThat(request.headers().names()).noneMatch(String::isEmpty);
            seen.append(request.method()).append(' ').append(request.uri());
            request.headers().forEach(field -> seen.append('\n').append(field));
            seen.append("\n\n");
        }
        if (part instanceof HttpContent content) {
            seen.append(content.content().toString(StandardCharsets.ISO_8859_1));
        }
        ReferenceCountUtil.release(part);
    }
}
