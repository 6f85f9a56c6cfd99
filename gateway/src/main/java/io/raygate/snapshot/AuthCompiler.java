package io.raygate.snapshot;

import io.raygate.auth.Access;
import io.raygate.auth.Authenticator;
import io.raygate.auth.Digest;
import io.raygate.auth.Grants;
import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.DeclaredKeys;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.StoredKey;
import io.raygate.auth.jwt.Algorithm;
import io.raygate.auth.jwt.CacheBounds;
import io.raygate.auth.jwt.ClaimMapping;
import io.raygate.auth.jwt.IssuerKeys;
import io.raygate.auth.jwt.JwtIssuer;
import io.raygate.auth.jwt.JwtSettings;
import io.raygate.auth.jwt.KeySet;
import io.raygate.auth.jwt.KeySetResult;
import io.raygate.auth.jwt.fetch.RemoteKeys;
import io.raygate.config.ApiKeysConfig;
import io.raygate.config.AuthConfig;
import io.raygate.config.Cidr;
import io.raygate.config.GatewayConfig;
import io.raygate.config.JwtConfig;
import io.raygate.config.KeysConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.TenantConfig;
import io.raygate.exchange.AddressRange;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Turns tenants, keys and issuers of the configuration into authenticators, and a route's words
 * into its access.
 */
final class AuthCompiler {
    private final GatewayConfig config;
    private final Materials materials;
    private final Faults faults;
    private final Map<String, RemoteKeys> fetched;
    private final List<TenantWords> tenants = new ArrayList<>();

    AuthCompiler(
            GatewayConfig config,
            Materials materials,
            Faults faults,
            Map<String, RemoteKeys> fetched) {
        this.config = config;
        this.fetched = fetched;
        this.materials = materials;
        this.faults = faults;
        config.tenants()
                .forEach(
                        (id, tenant) ->
                                tenants.add(
                                        new TenantWords(
                                                new TenantId(id),
                                                tenant.suspended(),
                                                tenant.limits(),
                                                tenant.parent())));
    }

    /** Those that the file declares. */
    List<TenantWords> tenants() {
        return List.copyOf(tenants);
    }

    /** What tokens are judged by. */
    JwtSettings jwt() {
        List<JwtIssuer> issuers = new ArrayList<>();
        config.auth().jwt().forEach((id, issuer) -> issuer(id, issuer).ifPresent(issuers::add));
        AuthConfig.Cache cache = config.auth().cache();
        return JwtSettings.of(
                issuers, new CacheBounds(cache.entries(), cache.ttl(), cache.negativeTtl()));
    }

    private Optional<JwtIssuer> issuer(String id, JwtConfig issuer) {
        return keys(id, issuer)
                .map(
                        keys ->
                                new JwtIssuer(
                                        id,
                                        issuer.issuer(),
                                        Set.copyOf(issuer.audiences()),
                                        algorithms(issuer),
                                        issuer.skew(),
                                        issuer.maxLifetime(),
                                        issuer.rfc9068(),
                                        issuer.allowMissingKid(),
                                        keys,
                                        new ClaimMapping(
                                                issuer.claims().tenant(),
                                                issuer.claims().principal(),
                                                issuer.claims().scopes())));
    }

    private static Set<Algorithm> algorithms(JwtConfig issuer) {
        Set<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        issuer.algorithms()
                .forEach(word -> algorithms.add(Objects.requireNonNull(Algorithm.of(word))));
        return algorithms;
    }

    /**
     * A verifier is never built without keys (S-53): what cannot be read or used is a fault of the
     * whole. What is fetched comes later, and until then the issuer's tokens wait.
     */
    private Optional<IssuerKeys> keys(String id, JwtConfig issuer) {
        String at = "auth.jwt." + id;
        return switch (issuer.keys()) {
            case KeysConfig.File(var path) ->
                    given(at + ".jwks", materials.file(path).map(KeySet::parse));
            case KeysConfig.Secret(var secret) ->
                    given(at + ".secret", materials.secret(secret).map(text -> of(text, issuer)));
            case KeysConfig.Fetched _ -> Optional.ofNullable(fetched.get(id));
        };
    }

    private static KeySetResult of(String secret, JwtConfig issuer) {
        return KeySet.ofSecret(secret.getBytes(StandardCharsets.UTF_8), algorithms(issuer));
    }

    private Optional<IssuerKeys> given(String key, Optional<KeySetResult> read) {
        return switch (read.orElse(new KeySetResult.Bad(List.of("cannot be read")))) {
            case KeySetResult.Good(var keys) -> Optional.of(keys);
            case KeySetResult.Bad(var problems) -> {
                problems.forEach(
                        problem ->
                                faults.add(
                                        key,
                                        problem,
                                        "needed: a readable set of public keys, or a secret"));
                yield Optional.empty();
            }
        };
    }

    /** Reads keys of the configuration by their hashes. */
    Authenticator apiKeys(InstantSource clock, ApiKeyAuthenticator.Live live) {
        ApiKeysConfig words = config.auth().apiKeys();
        List<StoredKey> stored = new ArrayList<>();
        config.tenants()
                .forEach(
                        (tenant, entry) ->
                                entry.keys()
                                        .forEach(
                                                (name, key) ->
                                                        stored.add(stored(tenant, name, key))));
        KeyFormat format = new KeyFormat(words.prefix(), words.environments());
        return new ApiKeyAuthenticator(
                format, new DeclaredKeys(stored), live, words.bearer(), clock);
    }

    private StoredKey stored(String tenant, String name, TenantConfig.Key key) {
        Grants grants =
                new Grants(
                        Set.copyOf(key.routes()),
                        Set.copyOf(key.models()),
                        key.allowedCidrs().stream().map(AuthCompiler::range).toList(),
                        key.limits());
        long expires = key.expires() == null ? Long.MAX_VALUE : key.expires().toEpochMilli();
        return new StoredKey(
                name,
                tenant,
                Objects.requireNonNull(Digest.parse("sha256:" + key.hash())),
                StoredKey.UNPEPPERED,
                Set.copyOf(key.scopes()),
                grants,
                expires,
                key.environment(),
                true);
    }

    static AddressRange range(Cidr cidr) {
        return AddressRange.of(cidr.network(), cidr.bits());
    }

    static Access access(String id, RouteConfig route) {
        Set<TenantId> granted = new HashSet<>();
        route.tenants().forEach(tenant -> granted.add(new TenantId(tenant)));
        return new Access(
                id,
                route.allTenants() ? null : granted,
                Set.copyOf(route.auth()),
                Set.copyOf(route.scopes()));
    }
}
