package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.work.TokenSource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code /v1/models} and {@code /v1/chat/completions} as OpenAI shapes them; words count as tokens.
 */
final class Chat implements Application {
    static final List<String> MODELS = List.of("tiny-chat", "large-chat");
    private static final long CREATED = 1_700_000_000;

    private final TokenSource tokens;
    private final AtomicLong ids = new AtomicLong();

    Chat(TokenSource tokens) {
        this.tokens = tokens;
    }

    @Override
    public void http(HttpCall call) {
        switch (Answers.below(call)) {
            case "/v1/models" ->
                    Answers.allow(
                            call, List.of(HttpMethod.GET), () -> Answers.json(call, 200, models()));
            case "/v1/chat/completions" ->
                    Answers.allow(
                            call,
                            List.of(HttpMethod.POST),
                            () -> call.body().onSuccess(body -> complete(call, body)));
            default -> Answers.notFound(call);
        }
    }

    @Override
    public int socketStatus(String path) {
        return 403;
    }

    @Override
    public List<EngineLoad> engines() {
        return tokens.load();
    }

    private void complete(HttpCall call, Buffer body) {
        switch (ChatRequest.parse(body)) {
            case ChatRequest.Bad bad -> Answers.plainJson(call, bad.status(), bad.body());
            case ChatRequest.Good good -> {
                String id = String.format("chatcmpl-%024x", ids.incrementAndGet());
                var completion = new Completion(call, good, id);
                if (good.stream()) {
                    completion.stream(tokens);
                } else {
                    completion.whole(tokens);
                }
            }
        }
    }

    private static JsonObject models() {
        var data = new JsonArray();
        for (String model : MODELS) {
            data.add(
                    new JsonObject()
                            .put("id", model)
                            .put("object", "model")
                            .put("created", CREATED)
                            .put("owned_by", "raygate"));
        }
        return new JsonObject().put("object", "list").put("data", data);
    }
}
