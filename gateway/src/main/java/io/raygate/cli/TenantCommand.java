package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate tenant}: who is billed and limited. */
@Command(
        name = "tenant",
        description = "Makes and changes tenants.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TenantCommand {
    private static final String TENANTS = "/v1/tenants";

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public TenantCommand(Surroundings around) {
        this.around = around;
    }

    /** What can be said of a tenant. */
    static final class Words {
        @Option(names = "--name", paramLabel = "TEXT", description = "For people.")
        private @Nullable String name;

        @Option(
                names = "--max-key-life",
                paramLabel = "TIME",
                description = "No key lives longer, such as 90d; none takes the bound away.")
        private @Nullable String life;

        @Option(
                names = "--limits",
                paramLabel = "NAME",
                description = "What it is held to, a set of limits; none takes it away.")
        private @Nullable String limits;

        @Option(
                names = "--parent",
                paramLabel = "ID",
                description = "Whose limits it uses up as well; none takes it away.")
        private @Nullable String parent;

        @Option(names = "--meta", paramLabel = "NAME=TEXT", description = "May be repeated.")
        private Map<String, String> meta = Map.of();

        private JsonObject json() {
            JsonObject json = new JsonObject();
            if (name != null) {
                json.put("name", name);
            }
            Session.putOrNone(json, "maxKeyLife", life);
            Session.putOrNone(json, "limits", limits);
            Session.putOrNone(json, "parent", parent);
            if (!meta.isEmpty()) {
                json.put("meta", new JsonObject(Map.<String, Object>copyOf(meta)));
            }
            return json;
        }
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a tenant.")
    int create(
            @Parameters(paramLabel = "ID") String id,
            @Mixin Words words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(options, it -> it.make(TENANTS, words.json().put("id", id), how));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all tenants.")
    int list(@Mixin AdminOptions options) {
        List<String> fields =
                List.of(
                        "id",
                        "name",
                        "suspended",
                        "maxKeyLife",
                        "limits",
                        "parent",
                        "declared",
                        "createdAt");
        return run(options, it -> it.list(TENANTS, "", fields));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a tenant.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin AdminOptions options) {
        return run(options, it -> it.show(path(id)));
    }

    @Command(name = "set", mixinStandardHelpOptions = true, description = "Changes a tenant.")
    int set(
            @Parameters(paramLabel = "ID") String id,
            @Mixin Words words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(options, it -> it.change(path(id), words.json(), how));
    }

    @Command(
            name = "suspend",
            mixinStandardHelpOptions = true,
            description = "Has every call of a tenant refused.")
    int suspend(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("suspended", true);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Takes the calls of a suspended tenant again.")
    int resume(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("suspended", false);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a tenant that has no active key.")
    int delete(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Ending how) {
        return run(
                options,
                it -> {
                    it.confirm("Deleting the tenant " + id, how);
                    return it.delete(path(id), "The tenant " + id + " is deleted.", how);
                });
    }

    private static String path(String id) {
        return TENANTS + "/" + Session.word(id);
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
