package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where one WebSocket frame ends and the next may begin (RFC 6455, 5.2). */
class FrameBoundaryTest {

    @Test
    void nothingHasBegunAtFirst() {
        assertThat(new FrameBoundary().isReached()).isTrue();
    }

    /** However the bytes are cut, the boundary is behind the last byte of each frame only. */
    @ParameterizedTest
    @CsvSource({"0, false", "5, true", "125, false", "126, true", "65535, false", "65536, true"})
    void followsFramesOfEachLength(int length, boolean masked) {
        var frame = frame(length, masked);
        for (int piece : new int[] {1, 2, 3, 7, 70_000}) {
            assertThat(boundaries(Buffer.buffer().appendBuffer(frame).appendBuffer(frame), piece))
                    .contains(frame.length() * 2)
                    .isSubsetOf(frame.length(), frame.length() * 2);
        }
    }

    private static List<Integer> boundaries(Buffer bytes, int piece) {
        var boundary = new FrameBoundary();
        var reached = new ArrayList<Integer>();
        for (int at = 0; at < bytes.length(); at += piece) {
            int end = Math.min(at + piece, bytes.length());
            boundary.passed(bytes.slice(at, end));
            if (boundary.isReached()) {
                reached.add(end);
            }
        }
        return reached;
    }

    private static Buffer frame(int length, boolean masked) {
        int mask = masked ? 0x80 : 0;
        var frame = Buffer.buffer().appendByte((byte) 0x82);
        if (length < 126) {
            frame.appendByte((byte) (mask | length));
        } else if (length < 65536) {
            frame.appendByte((byte) (mask | 126)).appendShort((short) length);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(length);
        }
        return frame.appendBytes(new byte[length + (masked ? 4 : 0)]);
    }
}
