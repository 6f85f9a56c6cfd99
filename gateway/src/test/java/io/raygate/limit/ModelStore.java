package io.raygate.limit;

import static java.util.Objects.requireNonNull;

import io.raygate.testing.ManualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What the script in Redis does, in plain words and on the manual clock. */
final class ModelStore implements LimitStore {
    private final ManualClock clock;
    private final Map<UUID, Long> members = new HashMap<>();
    private final Map<UUID, Request> last = new HashMap<>();
    private final Map<UUID, Reply> answers = new HashMap<>();
    private final Map<String, Amount> amounts = new HashMap<>();
    private final Map<String, Map<UUID, Long>> places = new HashMap<>();
    private long serial;

    private static final class Amount {
        private double used;
        private long at;
    }

    ModelStore(ManualClock clock) {
        this.clock = clock;
    }

    /** Of what has no pace. */
    long used(String word) {
        return amounts.entrySet().stream()
                .filter(it -> it.getKey().contains(word.toLowerCase(Locale.ROOT)))
                .mapToLong(it -> (long) it.getValue().used)
                .sum();
    }

    /** That members hold. */
    long places() {
        return places.values().stream()
                .flatMap(it -> it.entrySet().stream())
                .filter(it -> members.containsKey(it.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public Reply exchange(Request request) {
        UUID name = request.gateway();
        Request before = last.get(name);
        if (before != null && before.number() == request.number()) {
            return requireNonNull(answers.get(name));
        }
        long now = clock.getAsLong();
        members.values().removeIf(at -> now - at > SILENCE_MILLIS * 1_000_000);
        if (!request.fresh() && !members.containsKey(name)) {
            return new Reply.Fenced();
        }
        members.put(name, now);
        List<Grant> grants = new ArrayList<>();
        for (Ask ask : request.asks()) {
            grants.add(
                    switch (ask) {
                        case Ask.Amount amount -> amount(amount, now);
                        case Ask.Places place -> places(place, name);
                    });
        }
        Reply reply = new Reply.Done("epoch", serial++, members.size(), grants);
        last.put(name, request);
        answers.put(name, reply);
        return reply;
    }

    private Grant amount(Ask.Amount ask, long now) {
        Amount amount = amounts.computeIfAbsent(ask.key(), key -> new Amount());
        if (ask.permits() > 0) {
            double filled = (now - amount.at) / 1e3 * ask.permits() / ask.periodMicros();
            amount.used = Math.max(0, amount.used - filled);
        }
        amount.at = now;
        amount.used = Math.max(0, amount.used + ask.charge());
        long granted = share((long) Math.floor(ask.most() - amount.used), ask.need(), ask.want());
        amount.used += granted;
        return new Grant(granted, (long) Math.ceil(amount.used));
    }

    private Grant places(Ask.Places ask, UUID name) {
        Map<UUID, Long> all = places.computeIfAbsent(ask.key(), key -> new HashMap<>());
        all.keySet().removeIf(it -> !members.containsKey(it));
        long own = all.getOrDefault(name, 0L);
        all.remove(name);
        long others = all.values().stream().mapToLong(it -> it).sum();
        long wanted = (long) ask.open() + ask.need() + ask.want();
        long left = ask.most() - others - ask.open();
        long granted =
                Math.max(ask.open() + share(left, ask.need(), ask.want()), Math.min(own, wanted));
        all.put(name, granted);
        return new Grant(granted, others);
    }

    private long share(long left, long need, long want) {
        return left <= need
                ? Math.max(0, left)
                : need + Math.min(want, (left - need) / (2L * members.size()));
    }

    @Override
    public void close() {}
}
