package io.raygate.observe;

import io.raygate.exchange.Exchange;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One event loop's part of the access log: encodes lines into its own block and hands it over when
 * half full or old. A line that is too long as a whole is written again with its fields cut
 * shorter.
 */
final class AccessLogBuffer {
    private static final int BLOCK = 64 * 1024;

    private final LogWriter log;
    private final AccessLine line;
    private final InstantSource clock;
    private final int longestField;
    private final int longestLine;
    private JsonBytes json;
    private int lines;
    private long stampedSecond = Long.MIN_VALUE;
    private final StringBuilder stamp = new StringBuilder("1970-01-01T00:00:00.000Z");

    AccessLogBuffer(LogWriter log, LogSettings settings, InstantSource clock) {
        this.log = log;
        this.line = new AccessLine(settings.query());
        this.clock = clock;
        this.longestField = settings.longestField();
        this.longestLine = settings.longestLine();
        this.json = new JsonBytes(new byte[BLOCK], longestField);
    }

    void append(Exchange exchange, long endedNanos) {
        if (json.size() > BLOCK / 2) {
            flush();
        }
        CharSequence time = now();
        int start = json.size();
        line.write(json, exchange, time, endedNanos);
        if (json.size() - start > longestLine) {
            json.rewind(start);
            json.longestField(longestField / 8);
            line.write(json, exchange, time, endedNanos);
            json.longestField(longestField);
        }
        lines++;
    }

    /** Hands over what there is. */
    void flush() {
        if (lines > 0) {
            json =
                    new JsonBytes(
                            log.exchange(new LogBlock(json.block(), json.size(), lines)),
                            longestField);
            lines = 0;
        }
    }

    /** RFC 3339 in UTC; the calendar is worked out once a second. */
    private CharSequence now() {
        long millis = clock.millis();
        long second = Math.floorDiv(millis, 1000L);
        if (second != stampedSecond) {
            stamp.setLength(0);
            stamp.append(Instant.ofEpochSecond(second)).setLength(19);
            stamp.append(".000Z");
            stampedSecond = second;
        }
        int rest = (int) Math.floorMod(millis, 1000L);
        stamp.setCharAt(20, (char) ('0' + rest / 100));
        stamp.setCharAt(21, (char) ('0' + rest / 10 % 10));
        stamp.setCharAt(22, (char) ('0' + rest % 10));
        return stamp;
    }
}
