package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.work.TokenSource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** One chat completion on its way, whole or as a stream of events. */
final class Completion {
    private final HttpCall call;
    private final ChatRequest.Good asked;
    private final String id;
    private int made;

    Completion(HttpCall call, ChatRequest.Good asked, String id) {
        this.call = call;
        this.asked = asked;
        this.id = id;
    }

    /** Answers once, after the last token. */
    void whole(TokenSource tokens) {
        tokens.generate(call, order(() -> {}, this::sendWhole));
    }

    private TokenSource.Order order(Runnable each, Runnable last) {
        return new TokenSource.Order(
                asked.prompt(),
                asked.output(),
                () -> {
                    each.run();
                    made++;
                    if (made == asked.output()) {
                        last.run();
                    }
                });
    }

    private void sendWhole() {
        var words = new StringBuilder();
        for (int i = 0; i < asked.output(); i++) {
            words.append("word").append(i).append(' ');
        }
        var message = new JsonObject().put("role", "assistant").put("content", words.toString());
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .put("finish_reason", "length");
        Answers.json(
                call,
                200,
                new JsonObject()
                        .put("id", id)
                        .put("object", "chat.completion")
                        .put("created", call.now().getEpochSecond())
                        .put("model", asked.model())
                        .put("choices", new JsonArray().add(choice))
                        .put("usage", asked.usageFigures()));
    }

    /** Sends the role at once, then an event a token. */
    void stream(TokenSource tokens) {
        Answers.identified(call).begin(EventStream.TYPE);
        event(choice("{\"role\": \"assistant\", \"content\": \"\"}", "null"));
        tokens.generate(call, order(this::word, this::finish));
    }

    private void word() {
        event(choice("{\"content\": \"word" + made + " \"}", "null"));
    }

    private void finish() {
        event(choice("{}", "\"length\""));
        if (asked.usage()) {
            String figures = asked.usageFigures().encode().replace(",", ", ").replace(":", ": ");
            event("\"usage\": " + figures + ", \"choices\": []");
        }
        call.reply().write(Buffer.buffer("data: [DONE]\n\n"));
        call.reply().end();
    }

    private String choice(String delta, String finish) {
        String usage = asked.usage() ? "\"usage\": null, " : "";
        return usage
                + "\"choices\": [{\"index\": 0, \"delta\": "
                + delta
                + ", \"finish_reason\": "
                + finish
                + "}]";
    }

    /** Spaced as Python's json module does, so that the sizes of events are the real ones. */
    private void event(String rest) {
        String event =
                "data: {\"id\": \""
                        + id
                        + "\", \"object\": \"chat.completion.chunk\", \"created\": "
                        + call.now().getEpochSecond()
                        + ", \"model\": \""
                        + asked.model()
                        + "\", "
                        + rest
                        + "}\n\n";
        call.reply().write(Buffer.buffer(event));
    }
}
