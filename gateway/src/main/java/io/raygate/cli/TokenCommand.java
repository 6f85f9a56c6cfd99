package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
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

/** {@code raygate token}: takes tokens back before they expire. */
@Command(
        name = "token",
        description = "Takes tokens back before they expire.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand {
    private static final String REVOCATIONS = "/v1/revocations";

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public TokenCommand(Surroundings around) {
        this.around = around;
    }

    /** What tokens are known by. */
    enum Kind {
        JTI,
        KID,
        SUBJECT,
        ISSUER
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes tokens of an issuer, on every gateway at once.")
    int revoke(
            @Parameters(paramLabel = "ISSUER", description = "Its id under auth.jwt.")
                    String issuer,
            @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}") Kind kind,
            @Parameters(
                            paramLabel = "VALUE",
                            arity = "0..1",
                            description = "The jti, kid or subject; none for a whole issuer.")
                    @Nullable String value,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "revoked by hand")
                    String reason,
            @Option(
                            names = "--issued-before",
                            paramLabel = "TIME",
                            description = "Leaves tokens issued later alone.")
                    @Nullable Instant issuedBefore,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            description = "When the revocation itself ends.")
                    @Nullable Instant until,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body =
                new JsonObject()
                        .put("issuer", issuer)
                        .put("kind", kind.name().toLowerCase(Locale.ROOT))
                        .put("reason", reason);
        if (value != null) {
            body.put("value", value);
        }
        if (issuedBefore != null) {
            body.put("issuedBefore", issuedBefore.toString());
        }
        if (until != null) {
            body.put("expiresAt", until.toString());
        }
        return run(options, it -> it.make(REVOCATIONS, body, how));
    }

    @Command(
            name = "revocations",
            mixinStandardHelpOptions = true,
            description = "Lists the revocations in force.")
    int revocations(@Mixin AdminOptions options) {
        List<String> fields =
                List.of("id", "issuer", "kind", "value", "issuedBefore", "expiresAt", "reason");
        return run(options, it -> it.list(REVOCATIONS, "", fields));
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Lifts a revocation: what it meant is good again.")
    int restore(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        String path = REVOCATIONS + "/" + Session.word(id);
        return run(options, it -> it.delete(path, "The revocation " + id + " is lifted.", how));
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
    }
}
