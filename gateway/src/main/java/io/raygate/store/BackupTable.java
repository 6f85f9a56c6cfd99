package io.raygate.store;

import io.raygate.auth.apikey.KeyId;
import io.raygate.exchange.AddressRange;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that is kept, with its columns as a backup has them.
 *
 * @param key the columns that order its rows
 */
record BackupTable(String name, String key, List<Column> columns) {
    private static final int DIGEST_DIGITS = 64;

    /**
     * What stands in it.
     *
     * @param optional whether nothing may stand in it
     * @param since the first version of the format that has it
     */
    record Column(String name, Kind kind, boolean optional, int since) {

        /**
         * Written as {@code name KIND}, or {@code name KIND?} where it is optional; behind it the
         * version that brought it.
         */
        static Column of(String text) {
            String[] words = text.split(" ", -1);
            boolean optional = words[1].endsWith("?");
            String kind = words[1].substring(0, words[1].length() - (optional ? 1 : 0));
            int since = words.length == 2 ? 1 : Integer.parseInt(words[2]);
            return new Column(words[0], Kind.valueOf(kind), optional, since);
        }

        boolean takes(@Nullable Object value) {
            return value == null ? optional : kind.takes(value);
        }
    }

    /** Which values can be read again once they are in the database. */
    enum Kind {
        TEXT,
        INT,
        LONG,
        ID,
        DIGEST,
        LIST,
        RANGES,
        OBJECT,
        MAP;

        boolean takes(Object value) {
            return switch (this) {
                case INT -> value instanceof Integer;
                case LONG -> value instanceof Integer || value instanceof Long;
                default -> value instanceof String text && takes(text);
            };
        }

        private boolean takes(String text) {
            return switch (this) {
                case ID -> KeyId.parse(text) != null;
                case DIGEST -> isDigest(text);
                case LIST -> isList(text, _ -> true);
                case RANGES -> isList(text, Kind::isRange);
                case OBJECT -> isObject(text, _ -> true);
                case MAP -> isObject(text, it -> it instanceof String);
                default -> true;
            };
        }

        private static boolean isDigest(String text) {
            return text.length() == DIGEST_DIGITS
                    && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        }

        private static boolean isList(String text, Predicate<String> item) {
            try {
                return new JsonArray(text)
                        .stream().allMatch(it -> it instanceof String word && item.test(word));
            } catch (DecodeException _) {
                return false;
            }
        }

        private static boolean isRange(String text) {
            return AddressRange.parse(text) != null;
        }

        private static boolean isObject(String text, Predicate<@Nullable Object> value) {
            try {
                return new JsonObject(text).stream().allMatch(it -> value.test(it.getValue()));
            } catch (DecodeException _) {
                return false;
            }
        }
    }

    static BackupTable of(String name, String key, String... columns) {
        return new BackupTable(name, key, Arrays.stream(columns).map(Column::of).toList());
    }

    /** The same as a version of the format has it, without columns if it has none of it. */
    BackupTable at(int version) {
        return new BackupTable(
                name, key, columns.stream().filter(it -> it.since() <= version).toList());
    }

    Set<String> names() {
        return columns.stream()
                .map(Column::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String select() {
        return "SELECT " + String.join(", ", names()) + " FROM " + name + " ORDER BY " + key;
    }

    String insert() {
        return "INSERT INTO "
                + name
                + " ("
                + String.join(", ", names())
                + ") VALUES (?"
                + ", ?".repeat(columns.size() - 1)
                + ")";
    }
}
