package io.raygate.loadtest.serve.work;

import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.application.HttpCall;
import java.util.List;

/** Where the tokens of a completion come from; one per deployment. */
public interface TokenSource {

    /** Calls {@code order.token()} once for each token, in time; stops when the call ends. */
    void generate(HttpCall call, Order order);

    /** How loaded the engines behind it are; none where tokens cost no work. */
    default List<EngineLoad> load() {
        return List.of();
    }

    /**
     * A completion to be made.
     *
     * @param prompt tokens of the prompt
     * @param output tokens to make, at least 1
     * @param token runs for each token
     */
    record Order(int prompt, int output, Runnable token) {}
}
