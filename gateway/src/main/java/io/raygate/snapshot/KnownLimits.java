package io.raygate.snapshot;

import io.raygate.config.LimitWords;
import io.raygate.limit.LimitSet;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sets of limits that there are now, of the configuration and of the store, whose names give
 * way to those of the configuration. Outlives every snapshot; looking up is lock-free from any
 * thread.
 */
public final class KnownLimits {
    private static final Logger LOG = LoggerFactory.getLogger(KnownLimits.class);

    private final Map<String, LimitSet> stored = new ConcurrentHashMap<>();
    private volatile Map<String, LimitSet> declared = Map.of();

    /** The set of this name, or null. */
    @Nullable LimitSet find(String name) {
        LimitSet inFile = declared.get(name);
        return inFile == null ? stored.get(name) : inFile;
    }

    /** The configuration is about to declare these; what it declares now is known until then. */
    void widen(Map<String, LimitSet> next) {
        Map<String, LimitSet> both = new HashMap<>(declared);
        both.putAll(next);
        declared = both;
    }

    /** From now on the configuration declares exactly these. */
    void declare(Map<String, LimitSet> sets) {
        declared = sets;
    }

    /**
     * From now on the store has these words under the name. Where they cannot be read, those of
     * before stay: a newer gateway wrote them, and what was agreed last is nearer to them than
     * anything else.
     */
    public void store(String name, String words) {
        switch (read(words)) {
            case LimitWords.Result.Good(var set) -> stored.put(name, LimitCompiler.set(name, set));
            case LimitWords.Result.Bad(var faults) ->
                    LOG.error(
                            "the set of limits {} of the store cannot be read{}: {} {}",
                            name,
                            stored.containsKey(name)
                                    ? ", its last words go on"
                                    : ", who it was agreed with is refused",
                            faults.getFirst().pointer(),
                            faults.getFirst().detail());
        }
    }

    private static LimitWords.Result read(String words) {
        try {
            return LimitWords.read(new JsonObject(words));
        } catch (DecodeException _) {
            return new LimitWords.Result.Bad(
                    List.of(new LimitWords.Fault("", "is no JSON object")));
        }
    }

    /** From now on the store has none of this name. */
    public void forget(String name) {
        stored.remove(name);
    }

    /** From now on the store has none but these. */
    public void retain(Set<String> names) {
        stored.keySet().retainAll(names);
    }
}
