package io.raygate.exchange;

/**
 * The error object of OpenAI's API, as its client libraries read it.
 *
 * @param type the kind of error
 * @param code what exactly, our own code where OpenAI has none
 */
record OpenAiError(String type, String code) {

    /** OpenAI tells limits of tokens and of requests apart by the type. */
    static OpenAiError of(Rejection rejection) {
        OpenAiError error = of(rejection.code());
        Exceeded exceeded = rejection.exceeded();
        return exceeded != null && exceeded.isOfTokens() && error.type().equals("requests")
                ? new OpenAiError("tokens", error.code())
                : error;
    }

    static OpenAiError of(RejectionCode code) {
        return switch (code) {
            case OVERLOADED, GATEWAY_OVERLOADED ->
                    new OpenAiError("server_error", "server_is_overloaded");
            case RATE_LIMIT_EXCEEDED, CONCURRENCY_LIMIT_EXCEEDED ->
                    new OpenAiError("requests", "rate_limit_exceeded");
            case QUOTA_EXCEEDED -> new OpenAiError("insufficient_quota", "insufficient_quota");
            default -> byStatus(code);
        };
    }

    private static OpenAiError byStatus(RejectionCode code) {
        if (code.status() == 401) {
            return new OpenAiError("invalid_request_error", "invalid_api_key");
        }
        String type = code.status() < 500 ? "invalid_request_error" : "server_error";
        return new OpenAiError(type, code.code());
    }

    /**
     * Whether the same request can never succeed, or not before a client should have given up, so
     * that {@code x-should-retry} forbids it.
     */
    static boolean isRetryUseless(RejectionCode code) {
        return switch (code.status()) {
            case 408 -> false;
            case 429 -> code == RejectionCode.QUOTA_EXCEEDED;
            case 501, 505 -> true;
            default -> code.status() < 500;
        };
    }
}
