package io.raygate.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is asked of the ledger.
 *
 * @param from the first hour, any moment of it
 * @param to where the hours end, which are whole
 * @param by what is told apart
 * @param only what is counted at all, by the value that it must have
 * @param most so many rows
 */
public record UsageQuery(
        Instant from, Instant to, List<Part> by, Map<Part, String> only, int most) {

    /** What requests can have in common. */
    public enum Part {
        TENANT("tenant", "tenant"),
        KEY("key", "key_id"),
        ROUTE("route", "route"),
        MODEL("model", "model"),
        CLUSTER("cluster", "cluster"),
        HOUR("hour", "hour"),
        /** In UTC. */
        DAY("day", "hour / 86400000 * 86400000");

        private final String word;
        private final String column;

        Part(String word, String column) {
            this.word = word;
            this.column = column;
        }

        public String word() {
            return word;
        }

        String column() {
            return column;
        }

        /** Whether it is told as the moment when it begins. */
        public boolean isTime() {
            return this == HOUR || this == DAY;
        }
    }
}
