package io.raygate;

import io.raygate.config.LoadedConfig;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.LimitRecord;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The sets of limits of the configuration in force, as the store shows them beside its own. */
final class DeclaredLimits implements Supplier<Map<String, LimitRecord>> {
    private final Supplier<Compiled> inForce;

    DeclaredLimits(Supplier<Compiled> inForce) {
        this.inForce = inForce;
    }

    @Override
    public Map<String, LimitRecord> get() {
        LoadedConfig loaded = inForce.get().loaded();
        Map<String, LimitRecord> declared = new HashMap<>();
        if (!loaded.config().limits().isEmpty()) {
            new JsonObject(loaded.effective().values())
                    .getJsonObject("limits")
                    .forEach(set -> declared.put(set.getKey(), declared(set)));
        }
        return declared;
    }

    private static LimitRecord declared(Map.Entry<String, Object> set) {
        String words = ((JsonObject) set.getValue()).encode();
        return new LimitRecord(set.getKey(), words, Instant.EPOCH, Instant.EPOCH, true, 0);
    }
}
