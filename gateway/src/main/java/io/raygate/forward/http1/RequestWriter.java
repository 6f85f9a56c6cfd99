package io.raygate.forward.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;

/**
 * Writes a request in HTTP/1.1 form. What it is given has been checked before (S-18): it cannot
 * fail.
 */
public final class RequestWriter {
    private static final AsciiString VERSION = AsciiString.cached(" HTTP/1.1\r\n");
    private static final AsciiString LENGTH = AsciiString.cached("content-length: ");
    private static final AsciiString CHUNKED = AsciiString.cached("transfer-encoding: chunked\r\n");
    private static final AsciiString LAST_CHUNK = AsciiString.cached("0\r\n\r\n");
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private RequestWriter() {}

    /** The framing of a request: no body, a body of unknown length, or its length. */
    public static final long NO_BODY = -2;

    public static final long UNKNOWN_LENGTH = -1;

    /** Start line and fields, without the end of the head. */
    public static void begin(ByteBuf out, CharSequence method, CharSequence target, Fields fields) {
        ByteBufUtil.writeAscii(out, method);
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, target);
        ByteBufUtil.writeAscii(out, VERSION);
        for (int i = 0; i < fields.size(); i++) {
            ByteBufUtil.writeAscii(out, fields.name(i));
            out.writeShort(':' << 8 | ' ');
            ByteBufUtil.writeAscii(out, fields.value(i));
            crlf(out);
        }
    }

    /** The framing and the end of the head. */
    public static void endHead(ByteBuf out, long bodyLength) {
        if (bodyLength == UNKNOWN_LENGTH) {
            ByteBufUtil.writeAscii(out, CHUNKED);
        } else if (bodyLength != NO_BODY) {
            ByteBufUtil.writeAscii(out, LENGTH);
            ByteBufUtil.writeAscii(out, Long.toString(bodyLength));
            crlf(out);
        }
        crlf(out);
    }

    /** The line before a chunk of {@code length} > 0 bytes, behind which {@link #crlf} follows. */
    public static void chunkLine(ByteBuf out, int length) {
        int shift = 28;
        while ((length >>> shift) == 0) {
            shift -= 4;
        }
        for (; shift >= 0; shift -= 4) {
            out.writeByte(HEX[(length >>> shift) & 15]);
        }
        crlf(out);
    }

    public static void lastChunk(ByteBuf out) {
        ByteBufUtil.writeAscii(out, LAST_CHUNK);
    }

    public static void crlf(ByteBuf out) {
        out.writeShort('\r' << 8 | '\n');
    }
}
