package io.raygate.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between the configuration in force and the next one, key by key. */
public record ConfigChanges(List<Change> changes) {

    /**
     * A key that differs.
     *
     * @param needsRestart whether the change takes effect only when the gateway starts anew
     */
    public record Change(
            String path, @Nullable Object before, @Nullable Object after, boolean needsRestart) {

        /** For a log line: {@code drain.delay: 5s -> 10s}, {@code routes.chat: added}. */
        @Override
        public String toString() {
            return path + ": " + words();
        }

        /** The fault of a reload that would need a restart, at its place in the next file. */
        public ConfigProblem refusal(LoadedConfig next) {
            return next.problem(
                    path,
                    "cannot change while the gateway runs (" + words() + ")",
                    "needed: a restart");
        }

        private String words() {
            if (before == null) {
                return after instanceof Map ? "added" : "set to " + shown(after);
            }
            return after == null ? "removed" : shown(before) + " -> " + shown(after);
        }

        private static String shown(@Nullable Object value) {
            return Quoted.plain(value instanceof Map ? "a mapping" : String.valueOf(value));
        }
    }

    /** The changes from one configuration to the next, in the order of the keys. */
    public static ConfigChanges between(EffectiveConfig before, EffectiveConfig after) {
        List<Change> changes = new ArrayList<>();
        compare(List.of(), before.values(), after.values(), changes);
        return new ConfigChanges(List.copyOf(changes));
    }

    /** Those that a reload must refuse by name. */
    public List<Change> needingRestart() {
        return changes.stream().filter(Change::needsRestart).toList();
    }

    private static void compare(
            List<String> path, Map<?, ?> before, Map<?, ?> after, List<Change> changes) {
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Object key : keys) {
            List<String> keyPath = new ArrayList<>(path);
            keyPath.add(key.toString());
            Object old = before.get(key);
            Object next = after.get(key);
            if (old instanceof Map<?, ?> a && next instanceof Map<?, ?> b) {
                compare(keyPath, a, b, changes);
            } else if (!Objects.equals(old, next)) {
                changes.add(
                        new Change(
                                String.join(".", keyPath),
                                old,
                                next,
                                StaticKeys.contains(keyPath)));
            }
        }
    }
}
