package io.raygate.limit;

import io.raygate.exchange.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What answers have cost of late, by route and model: what is expected of the next one. The first
 * {@value #MOST} that are seen have a mean of their own, all others share one, since callers choose
 * the names of models. Any thread.
 */
public final class Means {
    static final int MOST = 1_000;

    private static final int LONGEST_NAME = 256;
    private static final Key OTHERS = new Key("", "");

    private final Map<Key, AtomicReference<Mean>> means = new ConcurrentHashMap<>();

    private record Key(String route, String model) {}

    /**
     * Moving averages.
     *
     * @param gpuMilliSeconds thousandths of a GPU second
     * @param answers how many they are made of
     * @param metered how many of these told their tokens
     */
    record Mean(
            double input,
            double output,
            double reasoning,
            double gpuMilliSeconds,
            int answers,
            int metered) {
        /** Answers like most chats' are assumed until there was one. */
        static final Mean UNKNOWN = new Mean(0, 256, 0, 0, 0, 0);

        private static final int ENOUGH = 8;
        private static final int MANY = 1_000;
        private static final double LEAST_WEIGHT = 0.05;

        /** Whether it may be said of a request that it can never fit. */
        boolean isCertain() {
            return metered >= ENOUGH;
        }

        private Mean and(@Nullable Usage usage, long gpu) {
            double weight = weight(answers);
            double time = gpuMilliSeconds + (gpu - gpuMilliSeconds) * weight;
            if (usage == null) {
                return new Mean(input, output, reasoning, time, count(answers), metered);
            }
            double mine = weight(metered);
            return new Mean(
                    input + (usage.input() - input) * mine,
                    output + (usage.output() - output) * mine,
                    reasoning + (usage.reasoning() - reasoning) * mine,
                    time,
                    count(answers),
                    count(metered));
        }

        /** The first ones count alike. */
        private static double weight(int before) {
            return Math.max(LEAST_WEIGHT, 1.0 / (before + 1));
        }

        private static int count(int before) {
            return Math.min(before + 1, MANY);
        }
    }

    /** What is known; that of all others where it has none of its own. */
    Mean of(@Nullable String route, @Nullable String model) {
        AtomicReference<Mean> own = means.get(key(route, model));
        AtomicReference<Mean> known = own == null ? means.get(OTHERS) : own;
        return known == null ? Mean.UNKNOWN : known.get();
    }

    /** One more answer, given to its end. */
    void learn(@Nullable String route, @Nullable String model, @Nullable Usage usage, long gpu) {
        Key key = key(route, model);
        if (!means.containsKey(key) && means.size() >= MOST) {
            key = OTHERS;
        }
        means.computeIfAbsent(key, it -> new AtomicReference<>(Mean.UNKNOWN))
                .updateAndGet(before -> before.and(usage, gpu));
    }

    private static Key key(@Nullable String route, @Nullable String model) {
        String name = model == null ? "" : model;
        return route == null || name.length() > LONGEST_NAME ? OTHERS : new Key(route, name);
    }

    int size() {
        return means.size();
    }
}
