package io.raygate.admin;

import io.raygate.config.ConfigChanges;
import io.raygate.config.EffectiveConfig;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** What runs now: the configuration in force, the clusters, and who asks. */
final class GatewayRoutes {
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ);

    private final Supplier<Compiled> inForce;

    /**
     * @param inForce the configuration that serves now
     */
    GatewayRoutes(Supplier<Compiled> inForce) {
        this.inForce = inForce;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("config", "/v1/config", READ, (Operation.Look) this::config),
                Operation.get("status", "/v1/status", READ, (Operation.Look) this::status),
                Operation.post("validate", "/v1/validate", READ, (Operation.Look) this::validate)
                        .ofMany(),
                Operation.get(
                        "whoami",
                        "/v1/whoami",
                        new Need.AnyCredential(),
                        (Operation.Read) GatewayRoutes::whoami));
    }

    private Outcome config(Call call) {
        return Outcome.answer(Answer.json(200, effective().toJson()));
    }

    private EffectiveConfig effective() {
        return inForce.get().loaded().effective();
    }

    private Outcome status(Call call) {
        return Outcome.answer(
                Answer.json(200, Status.of(inForce.get().snapshot()).encodePrettily()));
    }

    /** Both go through the same JSON, so that numbers are the same numbers. */
    private Outcome validate(Call call) {
        JsonObject next = PlainJson.of(call.body());
        JsonArray changes = new JsonArray();
        ConfigChanges.between(
                        new EffectiveConfig(new JsonObject(effective().toJson()).getMap()),
                        new EffectiveConfig(new JsonObject(next.encode()).getMap()))
                .changes()
                .forEach(change -> changes.add(json(change)));
        return Outcome.answer(Answer.json(200, new JsonObject().put("changes", changes)));
    }

    private static JsonObject json(ConfigChanges.Change change) {
        return new JsonObject()
                .put("path", change.path())
                .put("before", change.before())
                .put("after", change.after())
                .put("needsRestart", change.needsRestart());
    }

    private static Outcome whoami(Caller caller, Call call, Transaction tables) {
        JsonArray scopes = new JsonArray();
        caller.role().scopes().forEach(scope -> scopes.add(scope.word()));
        return Outcome.answer(
                Answer.json(
                        200,
                        new JsonObject()
                                .put("id", caller.key().id())
                                .put("name", caller.key().words().name())
                                .put("role", caller.role().word())
                                .put("scopes", scopes)
                                .put("tenant", caller.key().tenant())));
    }
}
