package io.raygate.snapshot;

import io.raygate.config.ForwardConfig;
import io.raygate.config.MatchConfig;
import io.raygate.config.MeterConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.RouteSwitches;
import io.raygate.config.SplitConfig;
import io.raygate.config.TimeoutsConfig;
import io.raygate.forward.ForwardPolicy;
import io.raygate.route.Cors;
import io.raygate.route.Route;
import io.raygate.route.StickyKey;
import io.raygate.route.TrafficSplit;
import io.raygate.route.WeightedCluster;
import io.raygate.upstream.ClusterId;
import io.raygate.usage.HeaderMeter;
import io.raygate.usage.MeterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns one route of the configuration into what matches, splits and forwards; pure. */
final class RouteCompiler {
    private static final List<String> DEFAULT_METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private RouteCompiler() {}

    static List<String> methods(RouteConfig route) {
        return route.match().methods().isEmpty() ? DEFAULT_METHODS : route.match().methods();
    }

    static Route route(String id, int ordinal, RouteConfig route) {
        MatchConfig match = route.match();
        return new Route(
                id,
                ordinal,
                Set.copyOf(match.hosts()),
                prefix(match.path()),
                match.path() instanceof MatchConfig.Path.Exact,
                Set.copyOf(methods(route)),
                !match.methods().isEmpty(),
                match.headers(),
                route.switches().redirectTrailingSlash());
    }

    /** A prefix loses its last slash: {@code /x} and {@code /x/} cover the same. */
    private static String prefix(MatchConfig.Path path) {
        String value = path.value();
        boolean cut =
                path instanceof MatchConfig.Path.Prefix
                        && value.length() > 1
                        && value.endsWith("/");
        return cut ? value.substring(0, value.length() - 1) : value;
    }

    /** The splits of the models that have one of their own. */
    static Map<String, TrafficSplit> models(RouteConfig route) {
        Map<String, TrafficSplit> splits = new HashMap<>();
        route.models()
                .forEach(
                        (name, model) -> {
                            if (!model.weights().isEmpty()) {
                                splits.put(name, split(route.split(), model.weights()));
                            }
                        });
        return splits;
    }

    static TrafficSplit split(SplitConfig split) {
        return split(split, split.weights());
    }

    private static TrafficSplit split(SplitConfig split, Map<String, Integer> weights) {
        List<WeightedCluster> shares = new ArrayList<>();
        weights.forEach((id, weight) -> shares.add(new WeightedCluster(new ClusterId(id), weight)));
        Map<String, ClusterId> first = new HashMap<>();
        split.first()
                .forEach(
                        (id, tenants) ->
                                tenants.forEach(tenant -> first.put(tenant, new ClusterId(id))));
        return new TrafficSplit(
                List.copyOf(shares),
                split.when().stream()
                        .map(
                                rule ->
                                        new TrafficSplit.HeaderRule(
                                                rule.headers(), new ClusterId(rule.cluster())))
                        .toList(),
                Map.copyOf(first),
                sticky(split.sticky()),
                split.failover());
    }

    private static StickyKey sticky(SplitConfig.Sticky sticky) {
        return switch (sticky) {
            case SplitConfig.Sticky.None() -> new StickyKey.None();
            case SplitConfig.Sticky.Tenant() -> new StickyKey.ByTenant();
            case SplitConfig.Sticky.Credential() -> new StickyKey.ByCredential();
            case SplitConfig.Sticky.Header(var name) -> new StickyKey.ByHeader(name);
        };
    }

    static @Nullable Cors cors(RouteConfig route) {
        return route.cors() == null
                ? null
                : new Cors(Set.copyOf(route.cors().origins()), String.join(", ", methods(route)));
    }

    static MeterSettings meter(MeterConfig meter) {
        MeterConfig.Headers names = meter.headers();
        boolean none =
                names.input() == null
                        && names.cachedInput() == null
                        && names.output() == null
                        && names.reasoning() == null;
        HeaderMeter headers =
                new HeaderMeter(
                        names.input(), names.cachedInput(), names.output(), names.reasoning());
        return new MeterSettings(none ? null : headers, meter.askForUsage());
    }

    static ForwardPolicy forward(RouteConfig route) {
        RouteSwitches switches = route.switches();
        ForwardConfig forward = route.forward();
        return new ForwardPolicy(
                Optional.ofNullable(route.rewritePrefix()),
                prefix(route.match().path()),
                Optional.ofNullable(route.application()),
                route.sizes().body(),
                timeouts(route.timeouts()),
                switches.websocket(),
                switches.stream() || switches.openai() || switches.websocket(),
                lower(forward.allow(), forward.rayHeaders()),
                Set.copyOf(forward.cookies()),
                Set.copyOf(forward.baggage()),
                lower(forward.trailers()),
                forward.headers().set(),
                lower(forward.headers().remove()),
                route.response().set(),
                removedFromResponse(route),
                forward.style() == ForwardConfig.Style.FORWARDED,
                switches.openai(),
                route.retry().idempotencyKey(),
                switches.allowReserved(),
                switches.exposeUpstreamErrors(),
                route.expose().stream()
                        .map(exposed -> exposed.name().toLowerCase(Locale.ROOT))
                        .toList(),
                switches.serverTiming(),
                route.retry().attempts());
    }

    /** Where the gateway speaks for the route about origins, the upstream does not. */
    private static Set<String> removedFromResponse(RouteConfig route) {
        return route.cors() == null
                ? lower(route.response().remove())
                : lower(
                        route.response().remove(),
                        List.of("access-control-allow-origin", "access-control-allow-credentials"));
    }

    private static ForwardPolicy.Timeouts timeouts(TimeoutsConfig.Exchange timeouts) {
        return new ForwardPolicy.Timeouts(
                timeouts.bodyIdle(),
                timeouts.bodyMinRate(),
                timeouts.clientWrite(),
                timeouts.firstByte(),
                timeouts.responseIdle(),
                timeouts.total(),
                timeouts.stream(),
                timeouts.websocketIdle());
    }

    @SafeVarargs
    private static Set<String> lower(List<String>... lists) {
        Set<String> names = new HashSet<>();
        for (List<String> list : lists) {
            list.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        return Set.copyOf(names);
    }
}
