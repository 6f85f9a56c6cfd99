package io.raygate.config;

import java.util.List;

/** A YAML document as far as a configuration needs it, with the place of each part. */
sealed interface YamlNode {

    Position position();

    /**
     * A single value as it is written.
     *
     * @param plain without quotes, so that YAML gives {@code true}, {@code 1} and {@code null} a
     *     type
     */
    record Scalar(String text, boolean plain, Position position) implements YamlNode {

        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /** A list. */
    record Items(List<YamlNode> items, Position position) implements YamlNode {}

    /** A mapping; no key stands in it twice. */
    record Entries(List<Entry> entries, Position position) implements YamlNode {}

    /** A key with its value. */
    record Entry(String key, Position position, YamlNode value) {}
}
