package io.raygate.testing;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test the two real Ray clusters, started by the first test that asks and stopped at the
 * end of the run. {@code -DskipRay} skips the tests that use it; without Python they fail.
 */
public final class RealRay implements ExecutionCondition, ParameterResolver {
    private static final Namespace RAY = Namespace.create(RealRay.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (System.getProperty("skipRay", "false").equals("false")) {
            return ConditionEvaluationResult.enabled("real Ray is part of the run");
        }
        System.out.println("Left out by -DskipRay: " + context.getDisplayName());
        return ConditionEvaluationResult.disabled("real Ray is left out by -DskipRay");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RayClusters.class;
    }

    @Override
    public RayClusters resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(RAY)
                .computeIfAbsent(Attempt.class, key -> Attempt.make(), Attempt.class)
                .result
                .join();
    }

    /**
     * The one start of a run: where it failed, every test fails with its reason and none repeats
     * it.
     */
    private record Attempt(CompletableFuture<RayClusters> result) implements AutoCloseable {
        static Attempt make() {
            System.out.println("Starting two real Ray clusters, about a minute ...");
            CompletableFuture<RayClusters> result = new CompletableFuture<>();
            try {
                result.complete(RayClusters.start());
            } catch (IllegalStateException e) {
                result.completeExceptionally(e);
            }
            return new Attempt(result);
        }

        @Override
        public void close() {
            if (!result.isCompletedExceptionally()) {
                result.join().close();
            }
        }
    }
}
