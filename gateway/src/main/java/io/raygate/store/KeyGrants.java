package io.raygate.store;

import java.util.List;

/**
 * What a key may be used for, in the words of the configuration; an empty list confines nothing,
 * but for scopes, where it grants none.
 */
public record KeyGrants(
        List<String> scopes, List<String> routes, List<String> models, List<String> allowedCidrs) {
    public static final KeyGrants NONE = new KeyGrants(List.of(), List.of(), List.of(), List.of());

    public KeyGrants {
        scopes = List.copyOf(scopes);
        routes = List.copyOf(routes);
        models = List.copyOf(models);
        allowedCidrs = List.copyOf(allowedCidrs);
    }
}
