package io.raygate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer of the access log and the loops that must not wait for it (S-96). */
class LogWriterTest {

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aFileThatTakesNothingDoesNotHoldUpTheEnd() throws InterruptedException {
        Stuck stuck = new Stuck();
        try (LogWriter log = new LogWriter("log", stuck, 1_000)) {
            log.exchange(line());
            stuck.entered.await();
            while (log.dropped() == 0) {
                log.exchange(line());
            }
        }
        assertThat(stuck.released.getCount()).isEqualTo(1);
        stuck.released.countDown();
    }

    private static LogBlock line() {
        return new LogBlock(new byte[1], 1, 1);
    }

    /** A pipe that nobody reads. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void write(int octet) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
