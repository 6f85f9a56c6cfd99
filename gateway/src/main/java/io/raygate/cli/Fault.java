package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the gateway says of one field.
 *
 * @param pointer JSON pointer into the body, or {@code /} and a parameter
 */
record Fault(String pointer, String detail) {

    static List<Fault> all(JsonArray errors) {
        return IntStream.range(0, errors.size())
                .mapToObj(errors::getJsonObject)
                .map(Fault::of)
                .toList();
    }

    private static Fault of(JsonObject error) {
        return new Fault(error.getString("pointer", ""), error.getString("detail", ""));
    }

    String line() {
        return Table.printable(pointer.isEmpty() ? detail : pointer + ": " + detail);
    }
}
