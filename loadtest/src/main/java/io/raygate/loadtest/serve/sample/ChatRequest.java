package io.raygate.loadtest.serve.sample;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a caller asked the chat for, or why it cannot have it. */
sealed interface ChatRequest {
    int DEFAULT_TOKENS = 16;

    /** A completion to be made; {@code prompt} counts words. */
    record Good(String model, int prompt, int output, boolean stream, boolean usage)
            implements ChatRequest {

        JsonObject usageFigures() {
            return new JsonObject()
                    .put("prompt_tokens", prompt)
                    .put("completion_tokens", output)
                    .put("total_tokens", prompt + output);
        }
    }

    /** An error in OpenAI's shape. */
    record Bad(int status, String type, String message, @Nullable String param)
            implements ChatRequest {

        JsonObject body() {
            var error =
                    new JsonObject()
                            .put("message", message)
                            .put("type", type)
                            .put("param", param)
                            .put("code", status);
            return new JsonObject().put("error", error);
        }
    }

    static ChatRequest parse(Buffer body) {
        try {
            return of(new JsonObject(body));
        } catch (DecodeException | ClassCastException malformed) {
            return new Bad(400, "BadRequestError", "The body is not JSON.", null);
        }
    }

    private static ChatRequest of(JsonObject asked) {
        @Nullable Object messages = asked.getValue("messages");
        if (!(messages instanceof JsonArray list) || list.isEmpty()) {
            String message = "messages must be a non-empty list.";
            return new Bad(400, "BadRequestError", message, "messages");
        }
        String model = String.valueOf(asked.getValue("model"));
        if (!Chat.MODELS.contains(model)) {
            String message = "The model " + model + " does not exist.";
            return new Bad(404, "NotFoundError", message, "model");
        }
        boolean stream = Boolean.TRUE.equals(asked.getValue("stream"));
        return new Good(model, words(list), tokens(asked), stream, wantsUsage(asked));
    }

    private static boolean wantsUsage(JsonObject asked) {
        return asked.getValue("stream_options") instanceof JsonObject options
                && Boolean.TRUE.equals(options.getValue("include_usage"));
    }

    private static int tokens(JsonObject asked) {
        for (String name : new String[] {"max_completion_tokens", "max_tokens"}) {
            if (asked.getValue(name) instanceof Number number && number.intValue() > 0) {
                return number.intValue();
            }
        }
        return DEFAULT_TOKENS;
    }

    private static int words(JsonArray messages) {
        int words = 0;
        for (Object message : messages) {
            if (message instanceof JsonObject object) {
                words += words(String.valueOf(object.getValue("content", "")));
            }
        }
        return words;
    }

    private static int words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? 0 : stripped.split("\\s+", -1).length;
    }
}
