package io.raygate.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value (RFC 8259) as the strict reader yields it. */
public sealed interface Json {

    /** A string, free of lone surrogates. */
    record Text(String value) implements Json {}

    /** A number as the nearest double; it may be infinite. */
    record Numeral(double value) implements Json {}

    /** True or false. */
    record Truth(boolean value) implements Json {}

    /** Null. */
    record Nothing() implements Json {}

    /** An array. */
    record Items(List<Json> values) implements Json {}

    /** An object; no name occurs twice. */
    record Members(Map<String, Json> values) implements Json {

        public boolean has(String name) {
            return values.containsKey(name);
        }

        public @Nullable Json get(String name) {
            return values.get(name);
        }

        /** The member if it is a string, otherwise null. */
        public @Nullable String text(String name) {
            return values.get(name) instanceof Text(var text) ? text : null;
        }
    }
}
