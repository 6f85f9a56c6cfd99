package io.raygate.observe;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * What the process says of itself: one JSON object a line, each value bounded and escaped like
 * those of the access log, and nobody waits until it is written (S-96). Any thread.
 */
public final class DiagnosticLog extends Handler {
    private static final int FIELD = 1024;
    private static final int STACK_TRACE = 8 * 1024;
    private static final int LINE = 16 * 1024;
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final LogWriter writer;
    private JsonBytes json = new JsonBytes(new byte[LINE], FIELD);

    /**
     * @param queue lines that may wait to be written, at least one
     */
    public DiagnosticLog(OutputStream out, int queue) {
        writer = new LogWriter("diagnostic log", out, queue);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        json.open();
        json.text("time", TIME.format(record.getInstant()));
        json.text("level", word(record.getLevel()));
        json.text("logger", String.valueOf(record.getLoggerName()));
        json.text("message", String.valueOf(record.getMessage()));
        if (record.getThrown() != null) {
            json.longestField(STACK_TRACE);
            json.text("error", stackTrace(record.getThrown()));
        }
        json.close();
        LogBlock line = new LogBlock(json.block(), json.size(), 1);
        json = new JsonBytes(writer.exchange(line), FIELD);
    }

    /** The words of the logging API that the rest of the code uses. */
    private static String word(Level level) {
        int severity = level.intValue();
        if (severity >= Level.WARNING.intValue()) {
            return severity >= Level.SEVERE.intValue() ? "ERROR" : "WARN";
        }
        if (severity >= Level.INFO.intValue()) {
            return "INFO";
        }
        return severity >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Lines that were lost since the start. */
    public long dropped() {
        return writer.dropped();
    }

    /** Nothing is held back that could be flushed. */
    @Override
    public void flush() {}

    /** Writes what waits, for two seconds at most. */
    @Override
    public void close() {
        writer.close();
    }
}
