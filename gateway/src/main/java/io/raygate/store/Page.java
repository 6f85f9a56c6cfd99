package io.raygate.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some items of a list.
 *
 * @param nextCursor where the rest begins, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** Of one item more than a page holds, if there is one. */
    static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        return found.size() <= limit
                ? new Page<>(List.copyOf(found), null)
                : new Page<>(
                        List.copyOf(found.subList(0, limit)), cursor.apply(found.get(limit - 1)));
    }
}
