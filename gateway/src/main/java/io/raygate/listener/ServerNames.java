package io.raygate.listener;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is shown for which server name (S-75): the exact name first, then the wildcard one label up,
 * then what is marked default.
 *
 * @param <T> what is shown
 */
final class ServerNames<T> {
    private static final String WILDCARD = "*.";

    private final Map<String, T> exact;
    private final T first;
    private final @Nullable T fallback;

    private ServerNames(Map<String, T> exact, T first, @Nullable T fallback) {
        this.exact = exact;
        this.first = first;
        this.fallback = fallback;
    }

    /**
     * Sorts certificates by their names.
     *
     * @param identities at least one
     * @param shown makes what is shown for a name out of all identities that have it, those with
     *     elliptic keys first
     */
    static <T> ServerNames<T> of(List<Identity> identities, Function<List<Identity>, T> shown) {
        var made = new LinkedHashMap<List<Identity>, T>();
        Function<List<Identity>, T> once = group -> made.computeIfAbsent(group, shown);
        var exact = new HashMap<String, T>();
        for (var identity : identities) {
            for (var name : identity.names()) {
                exact.put(name, once.apply(named(identities, name)));
            }
        }
        var leading = identities.getFirst();
        var first =
                leading.names().isEmpty()
                        ? once.apply(List.of(leading))
                        : once.apply(named(identities, leading.names().getFirst()));
        var defaults = ordered(identities.stream().filter(Identity::isDefault).toList());
        return new ServerNames<>(exact, first, defaults.isEmpty() ? null : once.apply(defaults));
    }

    /** What a client that asks for {@code name} is shown; null: it is turned away. */
    @Nullable T select(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return first;
        }
        var found = exact.get(name);
        int dot = name.indexOf('.');
        if (found == null && dot > 0) {
            found = exact.get(WILDCARD + name.substring(dot + 1));
        }
        return found == null ? fallback : found;
    }

    private static List<Identity> named(List<Identity> identities, String name) {
        return ordered(identities.stream().filter(one -> one.names().contains(name)).toList());
    }

    private static List<Identity> ordered(List<Identity> group) {
        return group.stream()
                .sorted((one, other) -> Boolean.compare(other.isElliptic(), one.isElliptic()))
                .toList();
    }
}
