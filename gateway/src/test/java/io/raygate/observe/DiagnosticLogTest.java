package io.raygate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What the process says of itself, on standard error (S-96). */
class DiagnosticLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private List<String> lines(LogRecord... records) {
        DiagnosticLog log = new DiagnosticLog(out, 1_000);
        for (LogRecord record : records) {
            log.publish(record);
        }
        log.close();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static LogRecord record(Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName("io.raygate.Some");
        record.setInstant(Instant.parse("2027-01-02T03:04:05Z"));
        return record;
    }

    @Test
    void isOneObjectALine() {
        assertThat(lines(record(Level.INFO, "first"), record(Level.WARNING, "second")))
                .containsExactly(
                        "{\"time\":\"2027-01-02T03:04:05.000Z\",\"level\":\"INFO\","
                                + "\"logger\":\"io.raygate.Some\",\"message\":\"first\"}",
                        "{\"time\":\"2027-01-02T03:04:05.000Z\",\"level\":\"WARN\","
                                + "\"logger\":\"io.raygate.Some\",\"message\":\"second\"}");
    }

    @Test
    void speaksOfLevelsAsTheRestOfTheCodeDoes() {
        assertThat(
                        lines(
                                record(Level.SEVERE, ""),
                                record(Level.FINE, ""),
                                record(Level.FINEST, "")))
                .extracting(line -> new JsonObject(line).getString("level"))
                .containsExactly("ERROR", "DEBUG", "TRACE");
    }

    @Test
    void noValueEndsALineOrHidesText() {
        String line = lines(record(Level.INFO, "a\nb\u2028c\u202ed\"e{}")).getFirst();
        assertThat(line).doesNotContain("\u2028", "\u202e");
        assertThat(new JsonObject(line).getString("message")).isEqualTo("a\nb\u2028c\u202ed\"e{}");
    }

    @Test
    void whatBrokeIsToldWithItsPlaceAndInBounds() {
        LogRecord broken = record(Level.SEVERE, "x".repeat(5_000));
        broken.setThrown(new IllegalStateException("y".repeat(50_000)));
        String line = lines(broken).getFirst();
        assertThat(line).hasSizeLessThan(10_000);
        assertThat(new JsonObject(line).getString("error")).startsWith("java.lang.IllegalState");
        LogRecord small = record(Level.SEVERE, "x");
        small.setThrown(new IllegalStateException("why"));
        assertThat(lines(small).getLast()).contains("whatBrokeIsToldWithItsPlaceAndInBounds");
    }

    @Test
    void countsWhatCannotBeWritten() {
        ByteArrayOutputStream broken =
                new ByteArrayOutputStream() {
                    @Override
                    public void flush() throws IOException {
                        throw new IOException("disk full");
                    }
                };
        DiagnosticLog log = new DiagnosticLog(broken, 1_000);
        log.publish(record(Level.INFO, "lost"));
        log.close();
        assertThat(log.dropped()).isEqualTo(1);
    }
}
