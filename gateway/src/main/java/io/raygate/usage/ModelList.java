package io.raygate.usage;

import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;

/** The models that a caller may use, as OpenAI's API lists them. */
public final class ModelList {
    private static final String LIST = "/models";

    private ModelList() {}

    /** Whether a path below a route asks for the list, or for one model of it. */
    public static boolean isAsked(String path) {
        return path.endsWith(LIST) || path.contains(LIST + "/");
    }

    /** The model that a path asks for; empty for the whole list. */
    public static String name(String path) {
        int at = path.indexOf(LIST + "/");
        return at < 0 ? "" : path.substring(at + LIST.length() + 1);
    }

    /** All of these. */
    public static OwnAnswer of(Collection<String> names) {
        JsonArray data = new JsonArray();
        names.stream().sorted().forEach(name -> data.add(model(name)));
        return answer(new JsonObject().put("object", "list").put("data", data));
    }

    /** One of them. */
    public static OwnAnswer of(String name) {
        return answer(model(name));
    }

    private static JsonObject model(String name) {
        return new JsonObject()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "system");
    }

    private static OwnAnswer answer(JsonObject body) {
        Fields fields = new Fields();
        fields.add(HttpHeaders.CONTENT_TYPE, "application/json");
        return new OwnAnswer(200, fields, body.encode());
    }
}
