package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an event stream may be added to (S-40), however its bytes are cut. */
class EventsTest {

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "'data: 1nn', true",
        "'data: 1n', false",
        "'data: 1', false",
        "'data: 1rnrn', true",
        "'data: 1rn', false",
        "'data: 1rr', true",
        "'data: 1nrn', true",
        "'data: 1rnn', true",
        "'data: 1rnr', true",
        "'nnx', false",
        "'xnnxn', false",
        "'nn', true"
    })
    void knowsABlankLineInOnePieceAndByteByByte(String text, boolean ended) {
        var bytes = text.replace('r', '\r').replace('n', '\n');
        var whole = new Events();
        whole.passed(Buffer.buffer(bytes));
        assertThat(whole.haveEnded()).isEqualTo(ended);
        var pieces = new Events();
        for (int i = 0; i < bytes.length(); i++) {
            pieces.passed(Buffer.buffer(bytes.substring(i, i + 1)));
        }
        assertThat(pieces.haveEnded()).isEqualTo(ended);
    }
}
