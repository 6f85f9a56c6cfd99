package io.raygate.pipeline;

import io.raygate.exchange.OwnAnswer;
import io.raygate.forward.HeldBody;
import io.raygate.usage.Asked;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param asked null: the request is to no model, or none that can be read
 * @param body as it goes upstream; null: it has not been taken in
 * @param metered whether the body of the answer may tell what it cost
 * @param hidesUsage whether the usage of a stream is told for us alone
 * @param answer the gateway's own, which needs no upstream; null: there is none
 */
record Question(
        @Nullable Asked asked,
        @Nullable HeldBody body,
        boolean metered,
        boolean hidesUsage,
        @Nullable OwnAnswer answer) {
    static final Question NONE = new Question(null, null, false, false, null);

    /** One whose body tells nothing before its answer does. */
    static final Question UNREAD = new Question(null, null, true, false, null);

    static Question answered(OwnAnswer answer) {
        return new Question(null, null, false, false, answer);
    }

    @Nullable String model() {
        return asked == null ? null : asked.model();
    }
}
