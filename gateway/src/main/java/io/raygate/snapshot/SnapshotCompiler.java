package io.raygate.snapshot;

import io.raygate.auth.AuthenticatorChain;
import io.raygate.auth.Digest;
import io.raygate.auth.SharedToken;
import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.jwt.JwtAuthenticator;
import io.raygate.auth.jwt.JwtSettings;
import io.raygate.auth.jwt.Surroundings;
import io.raygate.auth.jwt.fetch.RemoteKeys;
import io.raygate.config.ConfigProblem;
import io.raygate.config.GatewayConfig;
import io.raygate.config.LoadedConfig;
import io.raygate.config.RouteConfig;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.RejectionStyle;
import io.raygate.limit.Prices;
import io.raygate.limit.Tariff;
import io.raygate.route.Route;
import io.raygate.route.RouteTable;
import io.raygate.route.TrafficSplit;
import io.raygate.tenant.TenantWords;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.ClusterId;
import io.raygate.upstream.ClusterSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a loaded configuration into a snapshot, or says all that is wrong with what it refers to.
 * Blocking.
 */
public final class SnapshotCompiler {
    private final Function<String, @Nullable String> environment;
    private final Supplier<Surroundings> surroundings;
    private @Nullable Surroundings around;
    private final Registries registries;
    private @Nullable JwtAuthenticator tokens;

    /** What compiling comes to. */
    public sealed interface Result {

        /**
         * A snapshot that may be swapped in.
         *
         * @param materials every file it was made from, with a fingerprint of its content
         */
        record Compiled(
                Snapshot snapshot, LoadedConfig loaded, Map<Path, Optional<Digest>> materials)
                implements Result {}

        record Faulty(List<ConfigProblem> faults) implements Result {}
    }

    /**
     * Makes a compiler for one gateway.
     *
     * @param environment the value of a variable, or null
     * @param surroundings what tokens are verified with; asked for once, at the first compilation,
     *     since it may take its time
     * @param registries what is known from one snapshot to the next
     */
    public SnapshotCompiler(
            Function<String, @Nullable String> environment,
            Supplier<Surroundings> surroundings,
            Registries registries) {
        this.environment = environment;
        this.surroundings = surroundings;
        this.registries = registries;
    }

    /**
     * Compiles.
     *
     * @param version that of the snapshot to come
     * @param before faults that were found already
     */
    synchronized Result compile(LoadedConfig loaded, long version, List<ConfigProblem> before) {
        GatewayConfig config = loaded.config();
        Materials materials = new Materials(environment);
        Faults faults = new Faults(loaded, before);
        List<ClusterSettings> settings = new ClusterCompiler(materials, faults).compile(config);
        Map<String, RemoteKeys> fetched =
                registries
                        .keySets()
                        .prepare(
                                new KeySourceCompiler(new PemMaterials(materials, faults))
                                        .compile(config.auth()));
        AuthCompiler auth = new AuthCompiler(config, materials, faults, fetched);
        JwtSettings jwt = auth.jwt();
        Optional<Peppers> peppers = new PepperCompiler(materials, faults).compile(config);
        Optional<SharedToken> opsToken = opsToken(config, new FieldSecrets(materials, faults));
        if (!faults.isEmpty()) {
            return new Result.Faulty(faults.found());
        }
        AuthenticatorChain chain = chain(auth, jwt);
        Around live =
                new Around(
                        registries.clusters().prepare(settings),
                        fetched,
                        auth.tenants(),
                        peppers.orElse(null),
                        opsToken.orElse(null));
        return new Result.Compiled(
                snapshot(config, version, chain, live, registries.limitSets()),
                loaded,
                materials.digests());
    }

    private static Optional<SharedToken> opsToken(GatewayConfig config, FieldSecrets secrets) {
        return Optional.ofNullable(config.ops().token())
                .flatMap(reference -> secrets.read("ops.token", reference))
                .map(SharedToken::new);
    }

    /** What a snapshot holds beside its routes. */
    private record Around(
            Map<ClusterId, Cluster> clusters,
            Map<String, RemoteKeys> keySets,
            List<TenantWords> tenants,
            @Nullable Peppers peppers,
            @Nullable SharedToken opsToken) {}

    private AuthenticatorChain chain(AuthCompiler auth, JwtSettings jwt) {
        Surroundings asked = around == null ? surroundings.get() : around;
        around = asked;
        var live = new ApiKeyAuthenticator.Live(registries.keys(), registries.tenants());
        return new AuthenticatorChain(
                List.of(auth.apiKeys(asked.wall(), live), tokens(jwt, asked)), asked.throttle());
    }

    /**
     * While nothing that they depend on changes, verified tokens are remembered over reloads
     * (S-56).
     */
    private JwtAuthenticator tokens(JwtSettings settings, Surroundings asked) {
        if (tokens == null || !tokens.settings().equals(settings)) {
            tokens = new JwtAuthenticator(settings, asked);
        }
        return tokens;
    }

    private static Snapshot snapshot(
            GatewayConfig config,
            long version,
            AuthenticatorChain chain,
            Around live,
            KnownLimits known) {
        List<Route> routes = new ArrayList<>();
        List<Binding> bindings = new ArrayList<>();
        Prices prices = LimitCompiler.prices(config);
        config.routes()
                .forEach(
                        (id, route) -> {
                            routes.add(RouteCompiler.route(id, routes.size(), route));
                            Tariff tariff = LimitCompiler.tariff(prices, route, config);
                            bindings.add(binding(id, route, chain, tariff, live.clusters()));
                        });
        return new Snapshot(
                version,
                SanitizerCompiler.rules(config),
                new RouteTable(routes),
                List.copyOf(bindings),
                Binding.ofNoRoute(chain),
                SanitizerCompiler.identity(config.auth().identity()),
                new Limits(config, known),
                live.clusters(),
                live.keySets(),
                live.tenants(),
                live.peppers(),
                live.opsToken());
    }

    private static Binding binding(
            String id,
            RouteConfig route,
            AuthenticatorChain chain,
            Tariff tariff,
            Map<ClusterId, Cluster> clusters) {
        return new Binding(
                id,
                String.join(", ", RouteCompiler.methods(route)),
                route.switches().openai() ? RejectionStyle.OPENAI : RejectionStyle.PROBLEM,
                route.auth().isEmpty() ? null : chain,
                AuthCompiler.access(id, route),
                route.limits(),
                tariff,
                RouteCompiler.cors(route),
                way(route, clusters));
    }

    private static Shares shares(TrafficSplit split, Map<ClusterId, Cluster> clusters) {
        return new Shares(split, new ClusterOrders(split, clusters));
    }

    private static Way way(RouteConfig route, Map<ClusterId, Cluster> clusters) {
        Map<String, Shares> ofModels = new HashMap<>();
        RouteCompiler.models(route)
                .forEach((name, split) -> ofModels.put(name, shares(split, clusters)));
        return new Way(
                shares(RouteCompiler.split(route.split()), clusters),
                Set.copyOf(route.models().keySet()),
                Map.copyOf(ofModels),
                RouteCompiler.meter(route.meter()),
                RouteCompiler.forward(route),
                new PathRules(
                        route.switches().allowEncodedSlash(),
                        route.switches().allowPathParameters()));
    }
}
