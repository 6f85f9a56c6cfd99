package io.raygate.config;

/** How values of one kind are written in a configuration. */
public interface Form<T> {

    /** The type that YAML itself gives a value without quotes. */
    enum YamlType {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }

    Parsed<T> parse(String text);

    /** What may be written, for messages. */
    String allowed();

    default YamlType type(T value) {
        return YamlType.TEXT;
    }

    /** The value as the effective configuration shows it: a string, number or boolean. */
    default Object show(T value) {
        return value.toString();
    }

    /** Whether a message may repeat a refused text; not where somebody may have put a secret. */
    default boolean mayBeRepeated(String text) {
        return true;
    }
}
