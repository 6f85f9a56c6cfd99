package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raygate key report-leak}: ends a key that was found where it should not be. */
@Command(
        name = "report-leak",
        mixinStandardHelpOptions = true,
        description =
                "Revokes a key that was found where it should not be; reads it from standard input.")
final class KeyReportLeakCommand implements Callable<Integer> {
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();
    @Mixin private AdminOptions.Ending how = new AdminOptions.Ending();

    @Option(names = "--url", paramLabel = "URL", description = "Where it was found.")
    private @Nullable String url;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "What it was found in, such as content or commit.")
    private @Nullable String source;

    KeyReportLeakCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, this::report);
    }

    private int report(Session session) {
        session.confirm("Revoking a leaked key", how);
        JsonObject body = new JsonObject().put("key", session.secret("The leaked key"));
        if (url != null) {
            body.put("url", url);
        }
        if (source != null) {
            body.put("source", source);
        }
        return session.make("/v1/keys/report-leak", body, how);
    }
}
