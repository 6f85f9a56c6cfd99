package io.raygate.loadtest.serve.work;

import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.ReplicaContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens from an engine in each replica. */
public final class EngineTokens implements TokenSource {
    private final EngineModel model;
    private final String name;
    private final Map<ReplicaContext, Engine> engines = new LinkedHashMap<>();

    /** {@code name} is the model that metrics tell. */
    public EngineTokens(EngineModel model, String name) {
        this.model = model;
        this.name = name;
    }

    @Override
    public void generate(HttpCall call, Order order) {
        var sequence =
                new Sequence(
                        new Order(order.prompt(), order.output(), () -> call.step(order.token())),
                        call.replica().nanos());
        call.onCancel(sequence::cancel);
        engines.computeIfAbsent(call.replica(), replica -> new Engine(model, replica))
                .submit(sequence);
    }

    @Override
    public List<EngineLoad> load() {
        return engines.values().stream().map(engine -> engine.load(name)).toList();
    }
}
