package io.raygate.usage;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Recorded answers, and how they pass through a meter. */
final class Answers {
    private Answers() {}

    static String recorded(String name) {
        try (InputStream in = Answers.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the client sees of a whole answer that came in one piece. */
    static String through(UsageMeter meter, String answer) {
        return meter.end(Buffer.buffer(answer)).toString();
    }

    /** The same of one that came in pieces of so many bytes. */
    static Buffer through(UsageMeter meter, byte[] answer, int step) {
        Buffer seen = Buffer.buffer();
        for (int at = 0; at < answer.length; at += step) {
            int length = Math.min(step, answer.length - at);
            seen.appendBuffer(meter.pass(Buffer.buffer().appendBytes(answer, at, length)));
        }
        return seen.appendBuffer(meter.end(Buffer.buffer()));
    }
}
