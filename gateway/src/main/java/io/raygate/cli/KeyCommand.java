package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code raygate key}: keys in the store of a running gateway, and entries for {@code
 * tenants.<id>.keys} of the configuration file. A secret is shown once and comes in by standard
 * input or a file, never as an argument. The command line that holds it must allow enum values in
 * any letter case.
 */
@Command(
        name = "key",
        description = "Makes API keys, in a running gateway or for the configuration file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {
    private static final String KEYS = "/v1/keys";

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    private KeyCommand(Surroundings around) {
        this.around = around;
    }

    /**
     * The command with all below it.
     *
     * @param random cryptographically strong
     */
    public static CommandLine with(RandomGenerator random, Surroundings around) {
        return new CommandLine(new KeyCommand(around))
                .addSubcommand(new KeyReportLeakCommand(around))
                .addSubcommand(new KeyGenerateCommand(random, around.clock()))
                .addSubcommand(new KeyHashCommand(around));
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a key.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--tenant",
                            paramLabel = "ID",
                            description = "Whose it is; not with a credential of a tenant.")
                    @Nullable String tenant,
            @Option(
                            names = "--environment",
                            paramLabel = "NAME",
                            description = "live, test or another one of the file's.")
                    @Nullable String environment,
            @Mixin KeyWords words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = words.json(around.clock().instant()).put("name", name);
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        if (environment != null) {
            body.put("environment", environment);
        }
        return run(options, it -> it.make(KEYS, body, how));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists keys.")
    int list(
            @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant only.")
                    @Nullable String tenant,
            @Option(names = "--name", paramLabel = "NAME", description = "Of this name only.")
                    @Nullable String name,
            @Option(
                            names = "--enabled",
                            paramLabel = "true|false",
                            arity = "1",
                            description = "Only those that are, or are not.")
                    @Nullable Boolean enabled,
            @Mixin AdminOptions options) {
        List<String> fields =
                List.of(
                        "id",
                        "prefix",
                        "name",
                        "tenant",
                        "scopes",
                        "enabled",
                        "expiresAt",
                        "lastUsedAt",
                        "revokedAt");
        String query =
                Session.filter("tenant", tenant)
                        + Session.filter("name", name)
                        + Session.filter("enabled", enabled);
        return run(options, it -> it.list(KEYS, query, fields));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a key.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin AdminOptions options) {
        return run(options, it -> it.show(path(id)));
    }

    @Command(name = "set", mixinStandardHelpOptions = true, description = "Changes a key.")
    int set(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--name", paramLabel = "NAME") @Nullable String name,
            @Mixin KeyWords words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = words.json(around.clock().instant());
        if (name != null) {
            body.put("name", name);
        }
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Has a key refused until it is enabled again.")
    int disable(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("enabled", false);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Takes a disabled key again.")
    int enable(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("enabled", true);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes a key in the place of another, which goes on for a while.")
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            defaultValue = "24h",
                            description =
                                    "How long the old one goes on, 0s to 30d (default: ${DEFAULT-VALUE}).")
                    String overlap,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("overlap", overlap);
        return run(options, it -> it.make(path(id) + "/rotate", body, how));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a key back for good, on every gateway at once.")
    int revoke(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "revoked by hand")
                    String reason,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Ending how) {
        JsonObject body = new JsonObject().put("reason", reason);
        return run(
                options,
                it -> {
                    it.confirm("Revoking the key " + id, how);
                    return it.make(path(id) + "/revoke", body, how);
                });
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Takes over keys made elsewhere, from lines of hash,name,tenant[,scopes] or of JSON.")
    int importKeys(
            @Parameters(paramLabel = "FILE") Path file,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(options, it -> new KeyImport(it, file).run(how));
    }

    private static String path(String id) {
        return KEYS + "/" + Session.word(id);
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
