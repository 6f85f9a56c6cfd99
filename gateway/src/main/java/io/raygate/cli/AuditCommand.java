package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raygate audit}: who changed what, and whether the record is whole. */
@Command(
        name = "audit",
        description = "Shows who changed what, and whether the record is whole.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand {
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public AuditCommand(Surroundings around) {
        this.around = around;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists entries, newest first.")
    int list(
            @Option(names = "--target", paramLabel = "ID", description = "What was changed.")
                    @Nullable String target,
            @Option(names = "--actor", paramLabel = "ID", description = "Who changed it.")
                    @Nullable String actor,
            @Option(names = "--action", paramLabel = "WORD", description = "Such as key.revoke.")
                    @Nullable String action,
            @Option(names = "--from", paramLabel = "TIME", description = "Not before.")
                    @Nullable Instant from,
            @Option(names = "--to", paramLabel = "TIME", description = "Before it only.")
                    @Nullable Instant to,
            @Mixin AdminOptions options) {
        String query =
                Session.filter("target", target)
                        + Session.filter("actor", actor)
                        + Session.filter("action", action)
                        + Session.filter("from", from)
                        + Session.filter("to", to);
        List<String> fields =
                List.of(
                        "sequence",
                        "at",
                        "actor",
                        "role",
                        "action",
                        "target",
                        "outcome",
                        "requestId",
                        "change");
        return run(options, it -> it.list("/v1/audit", query, fields, AuditChange::shown));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Follows the chain of all entries; ends with 1 where one was changed.")
    int verify(@Mixin AdminOptions options) {
        return run(
                options,
                it -> {
                    JsonObject verdict = it.client().get("/v1/audit/verify").good();
                    it.printer().one(verdict);
                    return verdict.getBoolean("intact") ? ExitCode.DONE : ExitCode.FAILED;
                });
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
