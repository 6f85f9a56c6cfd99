package io.raygate.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule: what it binds to, who may use it and where it leads.
 *
 * @param auth {@code jwt.<id>} and {@code apiKeys}; empty: no credential is asked for (auth: none)
 * @param allTenants every configured tenant may call
 * @param tenants ids; empty if {@code allTenants} or {@code auth} is none
 * @param scopes all of them are needed
 * @param limits the name of a set, which each tenant has for itself here; null: none
 * @param gpus what one request holds, in thousandths; null: as its cluster says
 * @param application Ray Serve's name of the application
 * @param rewritePrefix takes the place of the matched path
 * @param models that may be asked, by name; empty: any
 * @param response edits of the answer's fields
 * @param expose what the answer tells the caller
 */
public record RouteConfig(
        MatchConfig match,
        List<String> auth,
        boolean allTenants,
        List<String> tenants,
        List<String> scopes,
        @Nullable String limits,
        @Nullable Long gpus,
        @Nullable String application,
        @Nullable String rewritePrefix,
        SplitConfig split,
        Map<String, ModelConfig> models,
        MeterConfig meter,
        TimeoutsConfig.Exchange timeouts,
        SizesConfig.Body sizes,
        Retry retry,
        ForwardConfig forward,
        ForwardConfig.HeaderEdits response,
        List<Exposed> expose,
        @Nullable CorsConfig cors,
        RouteSwitches switches) {
    private static final Form<String> AUTH_METHOD =
            Texts.text(
                    68,
                    "jwt.ID and apiKeys, or none alone",
                    it -> it.equals("apiKeys") || it.startsWith("jwt."));
    private static final Form<String> TENANT =
            Texts.text(64, "tenant ids, or all alone", Texts::isId);
    private static final Form<Exposed> EXPOSED = Words.of("cluster", Exposed.CLUSTER);

    /** What of the whole gateway's settings a route starts from. */
    record Around(TimeoutsConfig timeouts, SizesConfig sizes, RetryConfig retry) {}

    static RouteConfig read(Section s, Around around) {
        boolean open = s.is("auth", "none");
        boolean allTenants = s.is("tenants", "all");
        RouteConfig route =
                new RouteConfig(
                        s.section("match", MatchConfig::read),
                        open ? List.of() : s.requiredList("auth", AUTH_METHOD),
                        allTenants,
                        open || allTenants ? List.of() : s.requiredList("tenants", TENANT),
                        s.list("scopes", Scopes.FORM),
                        s.optional("limits", Texts.ID),
                        s.optional("gpus", ClusterConfig.GPUS),
                        s.optional("application", Texts.NAME),
                        s.section("rewrite", it -> it.optional("prefix", HttpPaths.PREFIX)),
                        s.section("split", SplitConfig::read),
                        s.each(
                                "models",
                                ModelConfig.NAME,
                                (it, name) -> it.section(name, ModelConfig::read)),
                        s.section("meter", MeterConfig::read),
                        s.section(
                                "timeouts",
                                it -> TimeoutsConfig.Exchange.read(it, around.timeouts.exchange())),
                        s.section("sizes", it -> SizesConfig.Body.read(it, around.sizes.bodies())),
                        s.section("retry", it -> Retry.read(it, around.retry)),
                        s.section("forward", ForwardConfig::read),
                        s.section(
                                "response",
                                it ->
                                        it.section(
                                                "headers",
                                                headers ->
                                                        ForwardConfig.HeaderEdits.read(
                                                                headers, FieldNames.RESPONSE))),
                        s.list("expose", EXPOSED),
                        s.optionalSection("cors", CorsConfig::read),
                        RouteSwitches.read(s));
        if (open && (s.isWritten("tenants") || s.isWritten("scopes"))) {
            s.fault(
                    "auth",
                    "is none, so nobody can be held against tenants or scopes",
                    "allowed: auth methods, or auth: none alone");
        }
        if (s.isWritten("models") && !route.switches.openai()) {
            s.fault(
                    "models",
                    "is of requests that name a model, which are not looked at here",
                    "needed: openai: true");
        }
        return route;
    }

    /**
     * Repeats on this route.
     *
     * @param attempts see {@link RetryConfig#attempts}
     * @param idempotencyKey whether the application honours {@code Idempotency-Key} (S-85)
     */
    public record Retry(int attempts, boolean idempotencyKey) {
        static Retry read(Section s, RetryConfig around) {
            return new Retry(
                    s.one("attempts", RetryConfig.ATTEMPTS, around.attempts()),
                    s.flag("idempotencyKey", false));
        }
    }

    /** What an answer may tell about its way. */
    public enum Exposed {
        CLUSTER
    }
}
