package io.raygate;

import io.raygate.auth.CredentialHash;
import io.raygate.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code raygate demo}: a gateway before two clusters, with credentials made for this run, on one
 * screen.
 */
@Command(
        name = "demo",
        description = "Starts two simulated Ray Serve clusters and a gateway before them.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    private final Terminal terminal;
    private final SecureRandom random = new SecureRandom();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The gateway's port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--ops-port",
            defaultValue = "9091",
            description = "For probes, metrics (default: ${DEFAULT-VALUE}).")
    private int opsPort;

    @Option(
            names = "--admin-port",
            defaultValue = "9090",
            description = "Of the admin API (default: ${DEFAULT-VALUE}).")
    private int adminPort;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Ends by itself, for example after 30s.")
    private @Nullable Duration lasting;

    @Option(
            names = "--ray",
            description = "Real Ray clusters instead of simulated ones; needs Python 3.11.")
    private boolean real;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(port, "--port");
        check(opsPort, "--ops-port");
        check(adminPort, "--admin-port");
        CountDownLatch end = Signals.endOfProcess();
        if (isTaken(port, "--port")
                || isTaken(opsPort, "--ops-port")
                || isTaken(adminPort, "--admin-port")) {
            return ExitCode.FAILED;
        }
        try (WorkFolder folder = WorkFolder.make();
                DemoClusters clusters = new DemoClusters(loadtest(), folder.path())) {
            return run(clusters, folder.path(), end);
        } catch (IOException | GeneralSecurityException e) {
            terminal.err().println("raygate: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void check(int asked, String flag) {
        if (asked < 1 || asked > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), flag + ": " + asked + " is not a port, 1 to " + LAST_PORT);
        }
    }

    /** Asks before anything is started, since real clusters take a minute. */
    private boolean isTaken(int asked, String flag) {
        try (ServerSocket probe = new ServerSocket(asked, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return !probe.isBound();
        } catch (IOException e) {
            terminal.err()
                    .printf(
                            "raygate: port %d of 127.0.0.1 is taken: choose another one with %s%n",
                            asked, flag);
            return true;
        }
    }

    private int run(DemoClusters clusters, Path folder, CountDownLatch end)
            throws IOException, InterruptedException, GeneralSecurityException {
        terminal.err()
                .println(
                        "raygate: starting two "
                                + (real
                                        ? "real Ray clusters, about a minute"
                                        : "simulated clusters")
                                + " ...");
        Map<String, String> words = new HashMap<>();
        words.put(
                "STABLE",
                Integer.toString(
                        real
                                ? clusters.startReal("stable", "v1")
                                : clusters.simulate("stable", "v1")));
        words.put(
                "CANARY",
                Integer.toString(
                        real
                                ? clusters.startReal("canary", "v2")
                                : clusters.simulate("canary", "v2")));
        words.put("KIND", real ? "real Ray Serve" : "simulated");
        describe(words, folder);
        Path config = folder.resolve("demo.yaml");
        Files.writeString(config, Template.filled("/demo.yaml", words));
        return new Serving(config, terminal)
                .serve(
                        () -> {
                            terminal.out().print(Template.filled("/demo-screen.txt", words));
                            terminal.out().flush();
                            await(end);
                        });
    }

    private void describe(Map<String, String> words, Path folder)
            throws GeneralSecurityException, IOException {
        DemoCredentials credentials = DemoCredentials.make(random, Instant.now());
        Files.writeString(folder.resolve("jwks.json"), credentials.keySet());
        words.put("PORT", Integer.toString(port));
        words.put("OPS_PORT", Integer.toString(opsPort));
        words.put("ADMIN_PORT", Integer.toString(adminPort));
        words.put("FOLDER", folder.toString());
        words.put("ISSUER", DemoCredentials.ISSUER);
        words.put("AUDIENCE", DemoCredentials.AUDIENCE);
        words.put("KEY", credentials.apiKey());
        words.put("TOKEN", credentials.token());
        words.put(
                "HASH",
                new CredentialHash()
                        .of(credentials.apiKey().getBytes(StandardCharsets.US_ASCII))
                        .text());
    }

    private void await(CountDownLatch end) throws InterruptedException {
        if (lasting == null) {
            end.await();
        } else {
            boolean told = end.await(lasting.toMillis(), TimeUnit.MILLISECONDS);
            terminal.err().println(told ? "raygate: ending" : "raygate: time is up");
        }
    }

    private Path loadtest() throws IOException {
        String folder = terminal.environment().apply("RAYGATE_LOADTEST");
        if (folder == null) {
            throw new IOException("the demo runs from a checkout: start it with ./raygate demo");
        }
        return Path.of(folder);
    }
}
