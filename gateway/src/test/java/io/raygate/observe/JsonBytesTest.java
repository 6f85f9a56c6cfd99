package io.raygate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A log line is one valid JSON object on one line, whatever a client sent (S-96). */
class JsonBytesTest {

    private static String line(String value) {
        JsonBytes json = new JsonBytes(new byte[64 * 1024], 1024);
        json.open();
        json.text("a", value);
        json.number("b", -12);
        json.millis("c", 1_234_567_890);
        json.close();
        return new String(json.block(), 0, json.size(), StandardCharsets.UTF_8);
    }

    @Property
    void anyTextComesBackUnchangedFromOneLine(@ForAll String value) {
        String line = line(value);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        String read = new JsonObject(line).getString("a");
        assertThat(value).startsWith(read);
        assertThat(value.length() < 150).as("short text is whole").isIn(false, read.equals(value));
    }

    @Example
    void hidesWhatCouldForgeOrTurnALine() {
        String line = line("a\n\r\u0000\u001b[31m\u007f\u0085\u2028\u2029\u202e\u2066\ud800\"\\");
        assertThat(line.strip().chars()).allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    @Example
    void cutsALongField() {
        assertThat(line("x".repeat(5000)).length()).isLessThan(1100);
    }

    @Example
    void writesNumbersExactly() {
        assertThat(line("")).isEqualTo("{\"a\":\"\",\"b\":-12,\"c\":1234.567}\n");
    }
}
