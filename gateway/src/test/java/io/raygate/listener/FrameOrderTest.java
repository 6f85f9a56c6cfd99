package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.raygate.testing.RawHttp2;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Heads on streams that are over (RFC 9113, 5.1), with the bytes in one piece and one by one. */
class FrameOrderTest {
    private static final int DATA = RawHttp2.DATA;
    private static final int HEADERS = RawHttp2.HEADERS;
    private static final int RST = RawHttp2.RST_STREAM;
    private static final int END = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
    private static final int OPEN = RawHttp2.END_HEADERS;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    {
        bytes.writeBytes(new byte[24]);
    }

    @Test
    void acceptsStreamsInOrderWithBodiesAndTrailers() {
        frame(4, 0, 0, 18).frame(HEADERS, OPEN, 1, 10).frame(DATA, 0, 1, 300);
        frame(HEADERS, END, 3, 10).frame(HEADERS, END, 1, 5).frame(HEADERS, END, 9, 0);
        assertThat(fault()).isNull();
    }

    @Test
    void refusesAHeadBehindTheEndOfItsStream() {
        frame(HEADERS, END, 1, 10).frame(HEADERS, END, 1, 10);
        assertThat(fault()).isEqualTo(Http2Error.STREAM_CLOSED);
    }

    @Test
    void refusesAHeadBehindABodyThatEnded() {
        frame(HEADERS, OPEN, 1, 10)
                .frame(DATA, RawHttp2.END_STREAM, 1, 3)
                .frame(HEADERS, END, 1, 1);
        assertThat(fault()).isEqualTo(Http2Error.STREAM_CLOSED);
    }

    @Test
    void refusesAHeadBehindAReset() {
        frame(HEADERS, OPEN, 1, 10).frame(RST, 0, 1, 4).frame(HEADERS, END, 1, 1);
        assertThat(fault()).isEqualTo(Http2Error.STREAM_CLOSED);
    }

    @Test
    void refusesAStreamThatWasPassedOver() {
        frame(HEADERS, END, 1, 10).frame(HEADERS, END, 9, 10).frame(HEADERS, END, 5, 10);
        assertThat(fault()).isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void knowsWhetherAHeadIsOpen() {
        var order = order();
        look(order, new byte[24]);
        assertThat(order.isHeadOpen()).isFalse();
        var head = RawHttp2.bytes(HEADERS, RawHttp2.END_STREAM, 1, new byte[10]);
        for (byte octet : head) {
            look(order, new byte[] {octet});
            assertThat(order.isHeadOpen()).isTrue();
        }
        look(order, RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1));
        assertThat(order.isHeadOpen()).isTrue();
        look(order, RawHttp2.bytes(RawHttp2.CONTINUATION, OPEN, 1));
        assertThat(order.isHeadOpen()).isFalse();
        assertThat(order.heads()).isEqualTo(1);
        look(order, RawHttp2.bytes(HEADERS, END, 3, new byte[10]));
        assertThat(order.heads()).isEqualTo(2);
    }

    /** S-20: the codec forgets the stream, and drops what comes on it. */
    @Test
    void refusesFloodsOnAStreamThatIsOver() {
        frame(HEADERS, END, 1, 10);
        for (int i = 0; i < 200; i++) {
            frame(RST, 0, 1, 4).frame(RawHttp2.WINDOW_UPDATE, 0, 1, 4);
        }
        assertThat(fault()).isNull();
        frame(RST, 0, 1, 4);
        assertThat(fault()).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    private FrameOrderTest frame(int type, int flags, int stream, int length) {
        bytes.writeBytes(RawHttp2.bytes(type, flags, stream, new byte[length]));
        return this;
    }

    private @Nullable Http2Error fault() {
        var whole = look(order(), bytes.toByteArray());
        var order = order();
        Http2Error singly = null;
        for (byte octet : bytes.toByteArray()) {
            singly = singly == null ? look(order, new byte[] {octet}) : singly;
        }
        assertThat(singly).isEqualTo(whole);
        return whole;
    }

    private static FrameOrder order() {
        return new FrameOrder(new FloodMeter(() -> 0, 200));
    }

    private static @Nullable Http2Error look(FrameOrder order, byte[] octets) {
        return order.look(Unpooled.wrappedBuffer(octets));
    }
}
