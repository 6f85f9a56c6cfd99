package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a configuration would change in a running gateway, as that gateway says. */
public final class Comparison {
    private static final List<String> FIELDS = List.of("path", "before", "after", "needsRestart");

    @Option(
            names = "--against",
            paramLabel = "URL",
            description =
                    "Also shows what the file would change in the gateway with this admin listener.")
    private @Nullable String url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The authority behind the certificate of that listener.")
    private @Nullable Path authority;

    public boolean isAsked() {
        return url != null;
    }

    /**
     * Asks the gateway.
     *
     * @param effective the configuration as {@code /v1/config} would show it
     * @param taker of the changes, each with the members of {@code ConfigurationChanges} in the
     *     document
     * @return the exit code
     */
    public int ask(
            CommandSpec spec,
            Surroundings around,
            JsonObject effective,
            Consumer<JsonArray> taker) {
        return Session.run(spec, around, options(), session -> ask(session, effective, taker));
    }

    private AdminOptions options() {
        AdminOptions options = new AdminOptions();
        options.url = url;
        options.authority = authority;
        return options;
    }

    private static int ask(Session session, JsonObject effective, Consumer<JsonArray> taker) {
        JsonObject answer = session.client().post("/v1/validate", effective).good();
        taker.accept(answer.getJsonArray("changes"));
        return ExitCode.DONE;
    }

    /** The changes for people. */
    public void print(PrintWriter out, JsonArray changes) {
        if (changes.isEmpty()) {
            out.println("changes nothing in " + url);
            out.flush();
        } else {
            new Printer(out, options()).many(changes, FIELDS);
        }
    }
}
