package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate admin-key}: who may administer, and what. */
@Command(
        name = "admin-key",
        description = "Makes and revokes the credentials of administrators.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AdminKeyCommand {
    private static final String KEYS = "/v1/admin-keys";

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public AdminKeyCommand(Surroundings around) {
        this.around = around;
    }

    /** Named sets of scopes. */
    enum Role {
        OWNER,
        OPERATOR,
        PROVISIONER,
        AUDITOR,
        TENANT
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a credential.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "${COMPLETION-CANDIDATES}")
                    Role role,
            @Option(names = "--tenant", paramLabel = "ID", description = "With the role tenant.")
                    @Nullable String tenant,
            @Mixin KeyWords words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body =
                words.json(around.clock().instant())
                        .put("name", name)
                        .put("role", role.name().toLowerCase(Locale.ROOT));
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        return run(options, it -> it.make(KEYS, body, how));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists credentials.")
    int list(@Mixin AdminOptions options) {
        List<String> fields =
                List.of("id", "name", "role", "tenant", "createdAt", "expiresAt", "revokedAt");
        return run(options, it -> it.list(KEYS, "", fields));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a credential.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin AdminOptions options) {
        return run(options, it -> it.show(path(id)));
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes a credential in the place of another, which goes on for a while.")
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            defaultValue = "1h",
                            description = "0s to 30d (default: ${DEFAULT-VALUE}).")
                    String overlap,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("overlap", overlap);
        return run(options, it -> it.make(path(id) + "/rotate", body, how));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a credential back for good.")
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
                    it.confirm("Revoking the credential " + id, how);
                    return it.make(path(id) + "/revoke", body, how);
                });
    }

    private static String path(String id) {
        return KEYS + "/" + Session.word(id);
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
