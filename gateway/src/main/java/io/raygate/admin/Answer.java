package io.raygate.admin;

import io.raygate.store.Store;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An answer without fault.
 *
 * @param headers beside those that every answer has
 */
record Answer(int status, Map<String, String> headers, Body body) {

    /** What an answer says. */
    sealed interface Body {}

    /** Nothing. */
    record Empty() implements Body {}

    /** Text of a type. */
    record Text(String type, String text) implements Body {}

    /**
     * Too many lines to hold at once.
     *
     * @param write hands over lines with their line feeds; blocks until its reader has taken enough
     */
    record Lines(BiConsumer<Store, Consumer<String>> write) implements Body {}

    static Answer json(int status, JsonObject json) {
        return json(status, json.encode());
    }

    static Answer json(int status, String json) {
        return new Answer(status, Map.of(), new Text("application/json", json));
    }

    static Answer none() {
        return new Answer(204, Map.of(), new Empty());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** Of what has this revision. */
    Answer revision(long revision) {
        return with("etag", "\"" + revision + "\"");
    }
}
