package io.raygate.config;

import java.time.Duration;
import java.util.List;
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
        ApiKeys apiKeys,
        Throttle throttle,
        Cache cache) {
    static AuthConfig read(Section s) {
        return new AuthConfig(
                s.section("identity", Identity::read),
                s.each("jwt", Texts.ID, (jwt, id) -> jwt.section(id, JwtConfig::read)),
                s.section("apiKeys", ApiKeys::read),
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

    /**
     * The shape of API keys and where they are accepted (S-58, S-61).
     *
     * @param bearer also as {@code Authorization: Bearer}
     * @param peppers by version; none: one in the state folder
     * @param poll how often the store is asked for changes that it did not tell
     * @param maxStale how long keys count while the store is gone
     */
    public record ApiKeys(
            String prefix,
            List<String> environments,
            String header,
            boolean bearer,
            Map<String, SecretRef> peppers,
            Duration poll,
            Duration maxStale) {
        private static final Form<String> VERSION =
                Texts.text(3, "1 to 999", text -> text.matches("[1-9][0-9]{0,2}"));
        private static final int MOST_PEPPERS = 3;

        private static final Form<String> PREFIX =
                Texts.text(16, "a-z 0-9 -, a letter first, not rga", ApiKeys::isPrefix);
        private static final Form<String> ENVIRONMENT = Texts.text(16, "a-z 0-9", ApiKeys::isLower);

        static ApiKeys read(Section s) {
            return new ApiKeys(
                    s.one("prefix", PREFIX, "rg"),
                    s.some("environments", ENVIRONMENT, List.of("live", "test")),
                    s.one("header", FieldNames.KEY, "X-API-Key"),
                    s.flag("bearer", true),
                    peppers(s),
                    s.one("poll", Durations.upTo(Duration.ofSeconds(5)), Duration.ofMillis(500)),
                    s.one(
                            "maxStale",
                            Durations.upTo(Duration.ofHours(24)),
                            Duration.ofMinutes(10)));
        }

        private static Map<String, SecretRef> peppers(Section s) {
            Map<String, SecretRef> peppers =
                    s.each("peppers", VERSION, (it, version) -> it.requiredSecret(version));
            if (peppers.size() > MOST_PEPPERS) {
                s.fault("peppers", "are more than 3", "allowed: the newest and two older ones");
            }
            return peppers;
        }

        private static boolean isLower(String text) {
            return text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
        }

        /** {@code rga} belongs to the keys of the admin API (S-89). */
        private static boolean isPrefix(String text) {
            boolean startsWithLetter = text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
            return startsWithLetter && isLower(text.replace("-", "")) && !text.equals("rga");
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
