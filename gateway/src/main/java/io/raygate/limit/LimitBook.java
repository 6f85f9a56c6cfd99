package io.raygate.limit;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How everyone stands who is limited. Outlives every snapshot, so that a change of what was agreed
 * keeps what was used. Subjects that have used nothing are forgotten; when there are too many of a
 * kind even so, those of it that come new share one standing, which is the stricter side. Any
 * thread.
 */
public final class LimitBook {
    /** How often it is looked for what can be forgotten. */
    private static final long SWEEP_NANOS = 10_000_000_000L;

    private static final String EVERYONE_ELSE = "";

    private final Map<Subject.Kind, Map<Subject, Standing>> standings =
            new EnumMap<>(Subject.Kind.class);
    private final Map<String, Decisions> decisions = new ConcurrentHashMap<>();
    private final Means means = new Means();
    private final QuotaBook quotas = new QuotaBook();
    private final AtomicLong sweepAt;

    /** How often a set of limits decided what. */
    public static final class Decisions {
        private final LongAdder passed = new LongAdder();
        private final LongAdder over = new LongAdder();
        private final LongAdder shadow = new LongAdder();
        private final LongAdder cut = new LongAdder();
        private final Map<Measure, LongAdder> reserved = adders();
        private final Map<Measure, LongAdder> settled = adders();

        /** All from the start, so that they are only read. */
        private static Map<Measure, LongAdder> adders() {
            Map<Measure, LongAdder> adders = new EnumMap<>(Measure.class);
            for (Measure measure : Measure.values()) {
                adders.put(measure, new LongAdder());
            }
            return adders;
        }

        private static LongAdder of(Map<Measure, LongAdder> adders, Measure measure) {
            return requireNonNull(adders.get(measure));
        }

        public long passed() {
            return passed.sum();
        }

        /** Refused. */
        public long over() {
            return over.sum();
        }

        /** Would have been refused, were it enforced. */
        public long shadow() {
            return shadow.sum();
        }

        /** Passed, and their streams were ended before their time. */
        public long streamsCut() {
            return cut.sum();
        }

        /** What settled requests were expected to use, in what the measure counts. */
        public long reserved(Measure measure) {
            return of(reserved, measure).sum();
        }

        /** What they used. */
        public long settled(Measure measure) {
            return of(settled, measure).sum();
        }

        void settle(Measure measure, long expected, long actual) {
            of(reserved, measure).add(expected);
            of(settled, measure).add(actual);
        }

        void cut() {
            cut.increment();
        }

        void count(boolean isOver, boolean isShadow) {
            (isOver ? isShadow ? shadow : over : passed).increment();
        }
    }

    /**
     * An empty one.
     *
     * @param now monotonic
     */
    public LimitBook(long now) {
        sweepAt = new AtomicLong(now + SWEEP_NANOS);
        for (Subject.Kind kind : Subject.Kind.values()) {
            standings.put(kind, new ConcurrentHashMap<>());
        }
    }

    private Map<Subject, Standing> alike(Subject subject) {
        return requireNonNull(standings.get(subject.kind()));
    }

    Standing of(Subject subject, long now) {
        Map<Subject, Standing> alike = alike(subject);
        Standing known = alike.get(subject);
        if (known != null) {
            return known;
        }
        sweep(now);
        Subject counted =
                alike.size() < subject.kind().most()
                        ? subject
                        : new Subject(subject.kind(), EVERYONE_ELSE);
        return alike.computeIfAbsent(counted, Standing::new);
    }

    void forget(Subject subject, Standing forgotten) {
        alike(subject).remove(subject, forgotten);
    }

    /** At most once in a while, by one thread, whoever comes first. */
    private void sweep(long now) {
        long at = sweepAt.get();
        if (now - at >= 0 && sweepAt.compareAndSet(at, now + SWEEP_NANOS)) {
            standings
                    .values()
                    .forEach(alike -> alike.values().removeIf(standing -> standing.forget(now)));
        }
    }

    /** What answers have cost of late. */
    Means means() {
        return means;
    }

    /** How many quotas have changed and nobody has written that down; empty: nobody will. */
    public OptionalInt unwrittenQuotas() {
        return quotas.unwritten();
    }

    /** What of it goes on where standings are forgotten, and where gateways end. */
    QuotaBook quotas() {
        return quotas;
    }

    Decisions decisions(LimitSet set) {
        Decisions known = decisions.get(set.name());
        return known == null ? decisions.computeIfAbsent(set.name(), it -> new Decisions()) : known;
    }

    /** By the name of the set. */
    public Map<String, Decisions> decisions() {
        return new TreeMap<>(decisions);
    }

    /** How many subjects have used something of late. */
    public int size() {
        return standings.values().stream().mapToInt(Map::size).sum();
    }
}
