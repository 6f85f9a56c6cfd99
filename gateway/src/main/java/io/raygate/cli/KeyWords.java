package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a key, whether it is made or changed. */
final class KeyWords {
    private static final List<String> NONE = List.of("none");

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What it grants; may be repeated; none takes all away, as of each list.")
    private @Nullable List<String> scopes;

    @Option(
            names = "--route",
            paramLabel = "ID",
            description = "Confines the key; may be repeated.")
    private @Nullable List<String> routes;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Kept with the key, confines nothing yet; may be repeated.")
    private @Nullable List<String> models;

    @Option(
            names = "--cidr",
            paramLabel = "RANGE",
            description = "From where it may be used; may be repeated.")
    private @Nullable List<String> ranges;

    @Option(
            names = "--limits",
            paramLabel = "NAME",
            description = "A set of limits of its own; none takes it away.")
    private @Nullable String limits;

    @Option(names = "--owner", paramLabel = "TEXT", description = "Whom to ask about it.")
    private @Nullable String owner;

    @Option(names = "--tag", paramLabel = "WORD", description = "May be repeated.")
    private @Nullable List<String> tags;

    @Option(names = "--meta", paramLabel = "NAME=TEXT", description = "May be repeated.")
    private Map<String, String> meta = Map.of();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = Expiry.Reader.class,
            description = "When it ends: 2027-06-30T00:00:00Z, 30d from now, or never.")
    private @Nullable Expiry expires;

    /** Only what was said. */
    JsonObject json(Instant now) {
        JsonObject json = new JsonObject();
        put(json, "scopes", scopes);
        put(json, "routes", routes);
        put(json, "models", models);
        put(json, "allowedCidrs", ranges);
        put(json, "tags", tags);
        Session.putOrNone(json, "limits", limits);
        if (owner != null) {
            json.put("owner", owner);
        }
        if (!meta.isEmpty()) {
            json.put("meta", new JsonObject(Map.<String, Object>copyOf(meta)));
        }
        if (expires != null) {
            json.put("expiresAt", expires.text(now));
        }
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable List<String> values) {
        if (values != null) {
            json.put(name, values.equals(NONE) ? new JsonArray() : new JsonArray(values));
        }
    }
}
