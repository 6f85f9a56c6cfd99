package io.raygate.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule: what it binds to, who may use it and where it leads.
 *
 * @param auth {@code jwt.<id>} and {@code apiKeys}; empty: no credential is asked for (auth: none)
 * @param allTenants every configured tenant may call
 * @param tenants ids; empty if {@code allTenants} or {@code auth} is none
 * @param scopes all of them are needed
 * @param application Ray Serve's name of the application
 * @param rewritePrefix takes the place of the matched path
 * @param response edits of the answer's fields
 * @param expose what the answer tells the caller
 */
public record RouteConfig(
        MatchConfig match,
        List<String> auth,
        boolean allTenants,
        List<String> tenants,
        List<String> scopes,
        @Nullable String application,
        @Nullable String rewritePrefix,
        SplitConfig split,
        TimeoutsConfig.Exchange timeouts,
        SizesConfig.Body sizes,
        Retry retry,
        ForwardConfig forward,
        ForwardConfig.HeaderEdits response,
        List<Exposed> expose,
        @Nullable Cors cors,
        Switches switches) {

    /**
     * Repeats on this route.
     *
     * @param attempts see {@link RetryConfig#attempts}
     * @param idempotencyKey whether the application honours {@code Idempotency-Key} (S-85)
     */
    public record Retry(int attempts, boolean idempotencyKey) {}

    /**
     * Cross-origin access (S-70).
     *
     * @param origins exact, in lower case, or a single {@code *}
     */
    public record Cors(List<String> origins) {}

    /** What an answer may tell about its way. */
    public enum Exposed {
        CLUSTER
    }

    /** The switches of a route, all off unless said. */
    public record Switches(
            boolean openai,
            boolean websocket,
            boolean stream,
            boolean grpc,
            boolean redirectTrailingSlash,
            boolean allowReserved,
            boolean allowEncodedSlash,
            boolean allowPathParameters,
            boolean exposeUpstreamErrors,
            boolean serverTiming) {}
}
