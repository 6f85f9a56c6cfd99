package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();

    @Option(
            names = "--bootstrap",
            description =
                    "Makes a credential of the role owner with what lies in the state folder.")
    private boolean bootstrap;

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            defaultValue = "/var/lib/raygate",
            description = "The gateway's state.folder (default: ${DEFAULT-VALUE}).")
    private Path state = Path.of("/var/lib/raygate");

    @Option(names = "--name", paramLabel = "NAME", description = "Of the credential to be made.")
    private @Nullable String name;

    @Option(names = "--status", description = "Only says who is logged in.")
    private boolean status;

    @Option(names = "--forget", description = "Logs out.")
    private boolean forget;

    public LoginCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, this::logIn);
    }

    private int logIn(Session session) {
        String url = session.client().url();
        if (forget) {
            session.credentials().keep(url, null);
            return ExitCode.DONE;
        }
        if (status) {
            return session.show("/v1/whoami");
        }
        String credential = bootstrap ? made(url) : session.line().strip();
        JsonObject caller = Session.good(client(url, credential).get("/v1/whoami"));
        session.credentials().keep(url, credential);
        session.print(caller);
        session.talk("Logged in to " + url + ".");
        return ExitCode.DONE;
    }

    private String made(String url) {
        Path file = state.resolve("bootstrap");
        try {
            String secret = Files.readString(file).strip();
            JsonObject body = name == null ? new JsonObject() : new JsonObject().put("name", name);
            return Session.good(client(url, secret).post("/v1/bootstrap", body)).getString("key");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    file
                            + " cannot be read: run this on the gateway's machine as its user, with --state FOLDER");
        }
    }

    private AdminClient client(String url, String credential) {
        return new AdminClient(url, credential, new Trust(options.authority));
    }
}
