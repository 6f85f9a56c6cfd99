package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Why a request was refused, as the gateway says that refused it. */
public final class RefusedQuestion {
    @Option(
            names = "--request",
            paramLabel = "ID",
            description =
                    "Shows instead why the request with this X-Request-Id was refused, as the gateway remembers that refused it.")
    private @Nullable String id;

    @Mixin private AdminOptions options = new AdminOptions();

    public boolean isAsked() {
        return id != null;
    }

    /** How something is to be shown. */
    public Output output() {
        return options.output;
    }

    /**
     * Asks the gateway and shows what it says.
     *
     * @return the exit code
     */
    public int ask(CommandSpec spec, Surroundings around) {
        return Session.run(spec, around, options, this::ask);
    }

    private int ask(Session session) {
        String asked = id == null ? "" : id;
        JsonObject said = session.client().get("/v1/requests/" + Session.word(asked)).good();
        session.printer().one(session.printer().isForPeople() ? inLines(said) : said);
        return ExitCode.DONE;
    }

    /** The limit and how it stood, as lines of their own. */
    private static JsonObject inLines(JsonObject said) {
        JsonObject lines = said.copy();
        JsonObject limit = said.getJsonObject("limit");
        if (limit != null) {
            lines.put("limit", limit.getValue("limit"));
            limit.fieldNames().stream()
                    .filter(name -> !said.containsKey(name))
                    .forEach(name -> lines.put(name, limit.getValue(name)));
        }
        return lines;
    }
}
