package io.raygate.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key may be used for, in the words of the configuration; an empty list confines nothing,
 * but for scopes, where it grants none.
 *
 * @param limits the name of its own set; null: none
 */
public record KeyGrants(
        List<String> scopes,
        List<String> routes,
        List<String> models,
        List<String> allowedCidrs,
        @Nullable String limits) {
    public static final KeyGrants NONE = new KeyGrants(List.of(), List.of(), List.of(), List.of());

    /** Without limits of its own. */
    public KeyGrants(
            List<String> scopes,
            List<String> routes,
            List<String> models,
            List<String> allowedCidrs) {
        this(scopes, routes, models, allowedCidrs, null);
    }

    public KeyGrants {
        scopes = List.copyOf(scopes);
        routes = List.copyOf(routes);
        models = List.copyOf(models);
        allowedCidrs = List.copyOf(allowedCidrs);
    }
}
