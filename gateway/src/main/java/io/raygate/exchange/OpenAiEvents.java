package io.raygate.exchange;

import io.vertx.core.buffer.Buffer;

/** Events that the gateway adds to a stream of OpenAI's API. */
public final class OpenAiEvents {
    private OpenAiEvents() {}

    /** The last ones of a stream that ends before its time: why, and that nothing follows. */
    public static Buffer last(Rejection rejection) {
        return Buffer.buffer("data: " + RejectionBody.openAi(rejection) + "\n\ndata: [DONE]\n\n");
    }
}
