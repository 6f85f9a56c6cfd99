package io.raygate.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Keeps what is logged. */
public final class RememberedLog extends Handler {
    private final Queue<LogRecord> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord line) {
        lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    public Queue<LogRecord> lines() {
        return lines;
    }
}
