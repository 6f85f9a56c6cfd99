package io.raygate.usage;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads the usage of an answer that is one JSON document of whatever size. */
final class JsonMeter implements UsageMeter {
    private final UsageReader reader = new UsageReader();
    private final Window window = new Window();

    @Override
    public Buffer pass(Buffer data) {
        int length = data.length();
        int at = 0;
        while (at < length && !reader.isLost()) {
            int filled = window.fill(data, at);
            reader.take(window.bytes(), filled);
            at += filled;
        }
        return data;
    }

    @Override
    public Buffer end(Buffer last) {
        return pass(last);
    }

    @Override
    public @Nullable Usage usage() {
        return reader.usage();
    }

    @Override
    public boolean isCut() {
        return false;
    }

    @Override
    public boolean exact() {
        return usage() != null;
    }
}
