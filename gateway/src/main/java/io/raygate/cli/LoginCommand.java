package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raygate login}: keeps a credential for the commands that administer a gateway. */
@Command(
        name = "login",
        description =
                "Keeps an admin credential, read from standard input, or makes the first one on the gateway's own machine.",
        mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {
    private final Surroundings around;
    private final Function<Path, Configured> configurations;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();
    @ArgGroup private Where where = new Where();

    @Option(
            names = "--bootstrap",
            description =
                    "Makes a credential of the role owner with what lies in the state folder.")
    private boolean bootstrap;

    @Option(names = "--name", paramLabel = "NAME", description = "Of the credential to be made.")
    private @Nullable String name;

    @Option(names = "--status", description = "Only says who is logged in.")
    private boolean status;

    @Option(names = "--forget", description = "Logs out: the credential is kept no longer.")
    private boolean forget;

    /** Where the gateway's state lies: one of both. */
    private static final class Where {
        @Option(
                names = "--state",
                paramLabel = "FOLDER",
                description = "The gateway's state.folder (default: /var/lib/raygate).")
        private Path state = Path.of("/var/lib/raygate");

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "The gateway's configuration file, which names its state.folder and admin.address.")
        private @Nullable Path config;
    }

    /**
     * What a gateway's configuration file says to whoever logs in.
     *
     * @param adminUrl null: it does not say
     */
    public record Configured(Path stateFolder, @Nullable String adminUrl) {}

    /**
     * @param configurations what a file says; throws a {@link CommandFailure} where it is none
     */
    public LoginCommand(Surroundings around, Function<Path, Configured> configurations) {
        this.around = around;
        this.configurations = configurations;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, this::configuredUrl, this::logIn);
    }

    private @Nullable String configuredUrl() {
        return where.config == null ? null : configurations.apply(where.config).adminUrl();
    }

    private int logIn(Session session) {
        String url = session.client().url();
        if (forget) {
            session.credentials().keep(url, null);
            session.talk("Logged out of " + url + ".");
            warnOfVariable(session);
            return ExitCode.DONE;
        }
        if (status) {
            return session.show("/v1/whoami");
        }
        String credential = bootstrap ? made(url) : session.secret("The admin credential");
        if (bootstrap) {
            session.credentials().keep(url, credential); // it is shown nowhere else
        }
        JsonObject caller = client(url, credential).get("/v1/whoami").good();
        session.credentials().keep(url, credential);
        session.printer().one(caller);
        session.talk("Logged in to " + url + ".");
        warnOfVariable(session);
        return ExitCode.DONE;
    }

    private void warnOfVariable(Session session) {
        if (around.adminKey() != null) {
            session.talk(
                    "RAYGATE_ADMIN_KEY is set and goes before what is kept, for as long as it is set.");
        }
    }

    private String made(String url) {
        Path folder =
                where.config == null
                        ? where.state
                        : configurations.apply(where.config).stateFolder();
        Path file = folder.resolve("bootstrap");
        JsonObject body = name == null ? new JsonObject() : new JsonObject().put("name", name);
        Reply reply = client(url, secret(file)).postOnce("/v1/bootstrap", body);
        if (reply.status() == 401) {
            throw new CommandFailure(
                    ExitCode.NOT_ALLOWED,
                    file + " is not of the gateway at " + url + ": give its --config or --state");
        }
        return reply.good().getString("key");
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    file
                            + " cannot be read: run this on the gateway's machine as its user, with its --config or --state");
        }
    }

    private AdminClient client(String url, String credential) {
        return new AdminClient(
                url, credential, new Trust(options.authority), Wording.of(spec, false));
    }
}
