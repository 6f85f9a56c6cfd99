package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raygate usage}: what tenants have used. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        description = "Shows what tenants have used.")
public final class UsageCommand implements Callable<Integer> {
    private static final List<String> SUMS =
            List.of(
                    "requests",
                    "failed",
                    "inputTokens",
                    "cachedInputTokens",
                    "outputTokens",
                    "reasoningTokens",
                    "gpuSeconds");

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "PART",
            defaultValue = "tenant",
            description =
                    "What is told apart, with commas between: tenant, key, route, model, cluster, hour, day (default: ${DEFAULT-VALUE}).")
    private List<String> by = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first hour; a day before the end unless said.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Where the hours end; with this one unless said.")
    private @Nullable Instant to;

    @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant only.")
    private @Nullable String tenant;

    @Option(names = "--key", paramLabel = "ID", description = "By this key only.")
    private @Nullable String key;

    @Option(names = "--route", paramLabel = "ID", description = "Of this route only.")
    private @Nullable String route;

    @Option(names = "--model", paramLabel = "NAME", description = "Of this model only.")
    private @Nullable String model;

    @Option(names = "--cluster", paramLabel = "ID", description = "Of this cluster only.")
    private @Nullable String cluster;

    @Option(names = "--csv", description = "Comma-separated values (RFC 4180).")
    private boolean csv;

    @Mixin private AdminOptions options = new AdminOptions();

    public UsageCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, this::show);
    }

    private int show(Session session) {
        JsonObject usage = session.client().get("/v1/usage?limit=10000" + query()).good();
        JsonArray items = usage.getJsonArray("items");
        if (csv) {
            session.print(Csv.of(columns(), items));
        } else {
            session.printer().many(usage, items, columns());
        }
        if (!usage.getBoolean("complete", true)) {
            session.talk("There is more than is shown: narrow it down.");
        }
        return ExitCode.DONE;
    }

    private String query() {
        return Session.filter("by", String.join(",", by))
                + Session.filter("from", from)
                + Session.filter("to", to)
                + Session.filter("tenant", tenant)
                + Session.filter("key", key)
                + Session.filter("route", route)
                + Session.filter("model", model)
                + Session.filter("cluster", cluster);
    }

    private List<String> columns() {
        return Stream.concat(by.stream(), SUMS.stream()).toList();
    }
}
