package io.raygate.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant and the keys that this file gives it.
 *
 * @param maxKeyLife the longest life of a key that is made for it; null: no bound
 * @param parent the tenant whose limits hold for this one too; null: none
 * @param limits the name of its set; null: none
 * @param keys by name
 */
public record TenantConfig(
        boolean suspended,
        @Nullable Duration maxKeyLife,
        @Nullable String parent,
        @Nullable String limits,
        Map<String, Key> keys) {
    private static final Form<Duration> LIFE = Durations.upTo(Duration.ofDays(3660));

    static TenantConfig read(Section s) {
        return new TenantConfig(
                s.flag("suspended", false),
                s.optional("maxKeyLife", LIFE),
                s.optional("parent", Texts.ID),
                s.optional("limits", Texts.ID),
                s.each("keys", Texts.ID, (keys, name) -> keys.section(name, Key::read)));
    }

    /**
     * An API key of which only the hash is known.
     *
     * @param hash SHA-256 of the whole key, 64 lower-case hex digits
     * @param scopes what the key grants; empty: nothing that needs a scope
     * @param routes route ids; empty: every route of the tenant
     * @param models empty: every model
     * @param allowedCidrs client addresses; empty: any
     * @param limits the name of its set; null: none of its own
     * @param environment one of {@link ApiKeysConfig#environments}; null: any
     */
    public record Key(
            String hash,
            List<String> scopes,
            List<String> routes,
            List<String> models,
            List<Cidr> allowedCidrs,
            @Nullable String limits,
            @Nullable Instant expires,
            @Nullable String environment) {
        static Key read(Section s) {
            return new Key(
                    s.required("hash", KeyHashes.FORM, ""),
                    s.list("scopes", Scopes.FORM),
                    s.some("routes", Texts.ID, List.of()),
                    s.some("models", Texts.NAME, List.of()),
                    s.some("allowedCidrs", Cidr.FORM, List.of()),
                    s.optional("limits", Texts.ID),
                    s.optional("expires", Instants.FORM),
                    s.optional("environment", Texts.ID));
        }
    }
}
