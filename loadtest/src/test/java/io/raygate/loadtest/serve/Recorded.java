package io.raygate.loadtest.serve;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers of Ray Serve 2.60.0, and the shape of JSON: every path in it with the type found there.
 */
final class Recorded {
    private static final Set<String> NAMED_BY_DATA =
            Set.of("proxies", "applications", "deployments", "nodes", "labels", "resourcesTotal");

    private Recorded() {}

    static String text(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("/ray-serve/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no recording " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonObject json(String name) {
        return new JsonObject(text(name));
    }

    /**
     * All paths, with {@code *} where a key is a name of the cluster's and for members of lists.
     */
    static Set<String> shape(JsonObject json) {
        var paths = new TreeSet<String>();
        collect("", json, paths);
        return paths;
    }

    private static void collect(String path, @Nullable Object value, Set<String> paths) {
        switch (value) {
            case null -> paths.add(path + ": null");
            case JsonObject object -> {
                boolean named = NAMED_BY_DATA.contains(path.substring(path.lastIndexOf('.') + 1));
                paths.add(path + ": object");
                for (String key : object.fieldNames()) {
                    collect(path + "." + (named ? "*" : key), object.getValue(key), paths);
                }
            }
            case JsonArray array -> {
                paths.add(path + ": array");
                array.forEach(one -> collect(path + "[*]", one, paths));
            }
            case Number _ -> paths.add(path + ": number");
            default -> paths.add(path + ": " + value.getClass().getSimpleName());
        }
    }
}
