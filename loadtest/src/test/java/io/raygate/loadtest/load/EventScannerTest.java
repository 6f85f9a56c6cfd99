package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {
    private static final String STREAM =
            ": ping\n\ndata: {\"nanos\":12}\n\nevent: x\r\ndata: 3 \"nan\r\n\r\ndata: {\"n\":1,\"nanos\":907,\"m\":2}\n\ndata: [DONE]\n\n";

    private final List<Long> stamps = new ArrayList<>();
    private final EventScanner scanner = new EventScanner(stamps::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void findsEventsAndTheirStampsHoweverTheStreamIsCut(int size) {
        for (int at = 0; at < STREAM.length(); at += size) {
            scanner.scan(Buffer.buffer(STREAM.substring(at, Math.min(STREAM.length(), at + size))));
        }

        assertThat(stamps).containsExactly(12L, -1L, 907L, -1L);
    }

    @Test
    void doesNotCountAnEventThatHasNotEnded() {
        scanner.scan(Buffer.buffer("data: 1\n\ndata: 2\n"));

        assertThat(stamps).hasSize(1);
    }
}
