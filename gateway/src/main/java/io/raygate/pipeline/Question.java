package io.raygate.pipeline;

import io.raygate.usage.Asked;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param asked null: the request is to no model, or none that can be read
 * @param body as it goes upstream; null: it has not been taken in
 * @param hidesUsage whether the usage of a stream is told for us alone
 */
record Question(@Nullable Asked asked, @Nullable Buffer body, boolean hidesUsage) {
    static final Question NONE = new Question(null, null, false);

    @Nullable String model() {
        return asked == null ? null : asked.model();
    }
}
