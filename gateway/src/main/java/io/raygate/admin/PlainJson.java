package io.raygate.admin;

import io.raygate.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What was read strictly, in the types that everything else takes. */
final class PlainJson {
    private PlainJson() {}

    static JsonObject of(Json.Members object) {
        JsonObject plain = new JsonObject();
        object.values().forEach((name, value) -> plain.put(name, of(value)));
        return plain;
    }

    private static @Nullable Object of(Json value) {
        return switch (value) {
            case Json.Text(var text) -> text;
            case Json.Truth(var truth) -> truth;
            case Json.Nothing() -> null;
            case Json.Numeral(var number) -> number(number);
            case Json.Members members -> of(members);
            case Json.Items(var items) -> {
                JsonArray array = new JsonArray();
                items.forEach(item -> array.add(of(item)));
                yield array;
            }
        };
    }

    /** Whole numbers without a point; what no JSON can write is text. */
    private static Object number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return (long) number;
        }
        return Double.isInfinite(number) ? Double.toString(number) : (Object) number;
    }
}
