package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate limit}: what tenants and keys are held to. */
@Command(
        name = "limit",
        description = "Makes and changes sets of limits.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class LimitCommand {
    private static final String LIMITS = "/v1/limits";
    private static final String STANDING = "/v1/standing";
    private static final int NOT_FOUND = 404;

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public LimitCommand(Surroundings around) {
        this.around = around;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists all sets of limits.")
    int list(@Mixin AdminOptions options) {
        List<String> fields = List.of("name", "limits", "declared", "changedAt");
        return run(options, it -> it.list(LIMITS, "", fields));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a set of limits.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin AdminOptions options) {
        return run(options, it -> it.show(path(name)));
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a set of limits, or changes words of it; what was used stays used.")
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(
                            paramLabel = Wording.ASSIGNMENTS,
                            arity = "1..*",
                            description =
                                    "As limits.NAME of the configuration file has it, such as requests.rate=600/min, concurrency=32 or shadow=true; none takes a word away.")
                    List<String> words,
            @Option(
                            names = "--replace",
                            description = "What is not named is taken away, not left as it is.")
                    boolean replace,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(
                options,
                it -> {
                    JsonObject limits = LimitAssignments.json(words);
                    return replace || it.client().get(path(name)).status() == NOT_FOUND
                            ? it.put(path(name), body(LimitAssignments.whole(limits)), how)
                            : it.change(path(name), body(limits), how);
                });
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a set of limits that no tenant and no key names.")
    int delete(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Ending how) {
        return run(
                options,
                it -> {
                    it.confirm("Deleting the set of limits " + name, how);
                    String done = "The set of limits " + name + " is deleted.";
                    return it.delete(path(name), done, how);
                });
    }

    @Command(
            name = "standing",
            mixinStandardHelpOptions = true,
            description =
                    "Shows what is left of the limits of a tenant or key, on the gateway that is asked.")
    int standing(
            @Option(
                            names = "--tenant",
                            paramLabel = "ID",
                            description = "Whose; not needed with a credential of a tenant.")
                    @Nullable String tenant,
            @Option(names = "--key", paramLabel = "ID", description = "Of this key too.")
                    @Nullable String key,
            @Mixin AdminOptions options) {
        List<String> fields =
                List.of(
                        "limit", "set", "model", "measure", "most", "used", "left", "fullAt",
                        "shadow");
        String query = Session.filter("tenant", tenant) + Session.filter("key", key);
        String path = query.isEmpty() ? STANDING : STANDING + "?" + query.substring(1);
        return run(
                options,
                it -> {
                    JsonObject standing = it.client().get(path).good();
                    it.printer().many(standing, standing.getJsonArray("items"), fields);
                    return ExitCode.DONE;
                });
    }

    private static JsonObject body(JsonObject limits) {
        return new JsonObject().put("limits", limits);
    }

    private static String path(String name) {
        return LIMITS + "/" + Session.word(name);
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
