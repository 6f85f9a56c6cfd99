package io.raygate.config;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How callers prove who they are.
 *
 * @param jwt by the issuer's id
 */
public record AuthConfig(
        Identity identity,
        Map<String, JwtConfig> jwt,
        ApiKeysConfig apiKeys,
        Throttle throttle,
        Cache cache) {
    static AuthConfig read(Section s) {
        return new AuthConfig(
                s.section("identity", Identity::read),
                s.each("jwt", Texts.ID, (jwt, id) -> jwt.section(id, JwtConfig::read)),
                s.section("apiKeys", ApiKeysConfig::read),
                s.is("throttle", "off")
                        ? new Throttle(null, null)
                        : s.section("throttle", Throttle::read),
                s.section("cache", Cache::read));
    }

    /** The names of the fields that tell the upstream who calls (S-29). */
    public record Identity(String tenant, String principal, String scopes, String credential) {
        static Identity read(Section s) {
            Identity identity =
                    new Identity(
                            s.one("tenant", FieldNames.IDENTITY, "X-Raygate-Tenant"),
                            s.one("principal", FieldNames.IDENTITY, "X-Raygate-Principal"),
                            s.one("scopes", FieldNames.IDENTITY, "X-Raygate-Scopes"),
                            s.one("credential", FieldNames.IDENTITY, "X-Raygate-Credential"));
            if (identity.names().map(GovernedFields::comparable).distinct().count() < 4) {
                s.fault("gives two facts one name", "allowed: four names");
            }
            return identity;
        }

        private Stream<String> names() {
            return Stream.of(tenant, principal, scopes, credential);
        }
    }

    /** Failed attempts allowed (S-65); null is off. */
    public record Throttle(@Nullable Rate perAddress, @Nullable Rate perKey) {
        private static final Form<Rate> RATE = new Rates(1_000_000);

        static Throttle read(Section s) {
            return new Throttle(
                    orOff(s, "perAddress", new Rate(30, Duration.ofMinutes(1))),
                    orOff(s, "perKey", new Rate(10, Duration.ofMinutes(1))));
        }

        private static @Nullable Rate orOff(Section s, String key, Rate fallback) {
            return s.is(key, "off") ? null : s.one(key, RATE, fallback);
        }
    }

    /**
     * The cache of verified tokens (S-56).
     *
     * @param entries 0 is off
     */
    public record Cache(int entries, Duration ttl, Duration negativeTtl) {
        static Cache read(Section s) {
            return new Cache(
                    s.one("entries", new Counts(0, 1_000_000), 10_000),
                    s.one("ttl", Durations.upTo(Duration.ofHours(1)), Duration.ofMinutes(5)),
                    s.one(
                            "negativeTtl",
                            Durations.upTo(Duration.ofMinutes(10)),
                            Duration.ofSeconds(10)));
        }
    }
}
