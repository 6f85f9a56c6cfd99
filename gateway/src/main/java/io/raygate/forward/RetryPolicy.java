package io.raygate.forward;

import io.raygate.exchange.RequestHead;
import io.vertx.core.http.HttpMethod;

/**
 * Whether a failed attempt may be followed by another one without executing anything twice (S-84).
 */
final class RetryPolicy {
    private RetryPolicy() {}

    /** Whether the failure leaves no doubt that the request was not executed. */
    static boolean isSafe(UpstreamFailure failure, Attempt attempt, ForwardOrder order) {
        return switch (failure.retry()) {
            case NEVER -> false;
            case NOT_STARTED, OTHER_ENDPOINT, UNPROCESSED -> true;
            case REUSED_CONNECTION -> attempt.isOnReusedConnection() && isRepeatable(order);
        };
    }

    /** RFC 9110, 9.2.2; a POST only where the application honours its key (S-85). */
    private static boolean isRepeatable(ForwardOrder order) {
        RequestHead head = order.head();
        HttpMethod method = head.method();
        return method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)
                || method.equals(HttpMethod.OPTIONS)
                || method.equals(HttpMethod.PUT)
                || method.equals(HttpMethod.DELETE)
                || (method.equals(HttpMethod.POST)
                        && order.policy().idempotencyKeyHonoured()
                        && head.fields().get(Names.IDEMPOTENCY_KEY) != null);
    }
}
