package io.raygate.usage;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads the usage of an answer that is one JSON document of whatever size. */
final class JsonMeter implements UsageMeter {
    private final UsageReader reader = new UsageReader();

    @Override
    public Buffer pass(Buffer data) {
        int length = data.length();
        for (int i = 0; i < length && !reader.isLost(); i++) {
            reader.take(data.getByte(i));
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
    public boolean exact() {
        return usage() != null;
    }
}
