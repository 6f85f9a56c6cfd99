package io.raygate.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads the hops out of {@code X-Forwarded-*} or {@code Forwarded} (RFC 7239), the nearest first.
 * Where both came, {@code X-Forwarded-For} counts: a trusted proxy must drop what it does not
 * write.
 */
final class ForwardedHops {
    /** More hops than any real way has; what lies behind them is not looked at. */
    private static final int MAX = 32;

    private ForwardedHops() {}

    static Deque<ForwardedHop> of(SortedFields fields) {
        String list = fields.value(FieldUse.FORWARDED_FOR);
        String forwarded = fields.value(FieldUse.FORWARDED);
        return list == null && forwarded != null ? forwarded(forwarded) : xForwarded(fields, list);
    }

    private static Deque<ForwardedHop> xForwarded(SortedFields fields, @Nullable String list) {
        FromRight nodes = new FromRight(list);
        FromRight schemes = new FromRight(fields.value(FieldUse.FORWARDED_PROTO));
        FromRight hosts = new FromRight(fields.value(FieldUse.FORWARDED_HOST));
        Deque<ForwardedHop> hops = new ArrayDeque<>();
        do {
            hops.addLast(new ForwardedHop(nodes.next(), schemes.next(), hosts.next()));
        } while (nodes.hasNext() && hops.size() < MAX);
        return hops;
    }

    /** The members of a comma-separated list from the last to the first. */
    private static final class FromRight {
        private final String list;
        private int end;

        FromRight(@Nullable String list) {
            this.list = list == null ? "" : list;
            this.end = list == null ? -1 : list.length();
        }

        boolean hasNext() {
            return end >= 0;
        }

        @Nullable String next() {
            if (end < 0) {
                return null;
            }
            int comma = list.lastIndexOf(',', end - 1);
            String member = FieldValues.trim(list, comma + 1, end);
            end = comma;
            return member;
        }
    }

    /** Quoted strings may hold commas, so this list is read from its beginning. */
    private static Deque<ForwardedHop> forwarded(String list) {
        Deque<ForwardedHop> hops = new ArrayDeque<>();
        ForwardedElements elements = new ForwardedElements(list);
        for (ForwardedHop hop = elements.next(); hop != null; hop = elements.next()) {
            hops.addFirst(hop);
            if (hops.size() > MAX) {
                hops.removeLast();
            }
        }
        return elements.isMalformed() ? new ArrayDeque<>() : hops;
    }
}
