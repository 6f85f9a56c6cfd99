package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raygate status}: how a running gateway's clusters stand. */
@Command(
        name = "status",
        description = "Shows how the clusters of a running gateway stand.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final List<String> FIELDS =
            List.of("cluster", "address", "health", "inFlight", "panic");

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();

    public StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, StatusCommand::show);
    }

    private static int show(Session session) {
        JsonObject status = session.client().get("/v1/status").good();
        session.printer().many(status, endpoints(status.getJsonObject("clusters")), FIELDS);
        return ExitCode.DONE;
    }

    /** A line an endpoint. */
    private static JsonArray endpoints(JsonObject clusters) {
        JsonArray lines = new JsonArray();
        for (String id : clusters.fieldNames()) {
            JsonObject cluster = clusters.getJsonObject(id);
            JsonArray endpoints = cluster.getJsonArray("endpoints");
            for (int i = 0; i < endpoints.size(); i++) {
                lines.add(
                        new JsonObject()
                                .put("cluster", id)
                                .mergeIn(endpoints.getJsonObject(i))
                                .put("panic", cluster.getBoolean("panic")));
            }
        }
        return lines;
    }
}
