package io.raygate.store;

import io.raygate.exchange.Usage;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What one request cost that was sent to an upstream. What is not known is empty or 0.
 *
 * @param id unlike that of any other, by which it is written once; an id of a request may come
 *     again, where a trusted hop gives it
 * @param endedAt milliseconds since 1970
 * @param key the id of the API key; empty for a token
 * @param failed whether the caller got no good answer
 * @param metered whether the tokens were told, and are not just unknown
 */
public record UsageEvent(
        String id,
        String requestId,
        long endedAt,
        String tenant,
        String key,
        String route,
        String model,
        String cluster,
        int status,
        boolean failed,
        boolean metered,
        Usage usage,
        long gpuMillis) {
    private static final int LONGEST = 256;

    /** Texts of callers become what every database takes. */
    public UsageEvent {
        requestId = plain(requestId);
        model = plain(model);
    }

    private static String plain(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        boolean isPlain = bounded.chars().allMatch(c -> c >= ' ' && c < 0x7F);
        return isPlain
                ? bounded
                : new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", "?");
    }

    JsonObject json() {
        return with("at", endedAt)
                .put("input", usage.input())
                .put("cached", usage.cachedInput())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .put("gpu", gpuMillis);
    }

    /** All but what it cost. */
    private JsonObject with(String end, Object endedAt) {
        return new JsonObject()
                .put("id", id)
                .put("request", requestId)
                .put(end, endedAt)
                .put("tenant", tenant)
                .put("key", key)
                .put("route", route)
                .put("model", model)
                .put("cluster", cluster)
                .put("status", status)
                .put("failed", failed)
                .put("metered", metered);
    }

    /** For others to read. */
    JsonObject line() {
        return with("endedAt", Instant.ofEpochMilli(endedAt).toString())
                .put("inputTokens", usage.input())
                .put("cachedInputTokens", usage.cachedInput())
                .put("outputTokens", usage.output())
                .put("reasoningTokens", usage.reasoning())
                .put("gpuSeconds", BigDecimal.valueOf(gpuMillis, 3).doubleValue());
    }

    /**
     * One that {@link #json} wrote.
     *
     * @throws RuntimeException if it is anything else
     */
    static UsageEvent of(JsonObject json) {
        return new UsageEvent(
                json.getString("id"),
                json.getString("request"),
                json.getLong("at"),
                json.getString("tenant"),
                json.getString("key"),
                json.getString("route"),
                json.getString("model"),
                json.getString("cluster"),
                json.getInteger("status"),
                json.getBoolean("failed"),
                json.getBoolean("metered"),
                new Usage(
                        json.getLong("input"),
                        json.getLong("cached"),
                        json.getLong("output"),
                        json.getLong("reasoning")),
                json.getLong("gpu"));
    }
}
