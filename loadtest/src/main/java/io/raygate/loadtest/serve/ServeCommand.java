package io.raygate.loadtest.serve;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs one simulated Ray Serve cluster until it is ended. */
@Command(
        name = "serve",
        description = "Runs a simulated Ray Serve cluster on loopback until SIGTERM.")
public final class ServeCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Mixin private final ClusterOptions cluster = new ClusterOptions();
    @Mixin private final PortOptions ports = new PortOptions();

    @Option(names = "--end-with-parent", description = "end when standard input closes")
    private boolean endWithParent;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        try {
            tell(SimulatedServe.start(vertx, cluster.options().withPorts(ports.ports())).await());
        } catch (Exception failure) {
            // A taken port: Vert.x throws it as it came, though it is a checked exception.
            String reason = String.valueOf(failure.getMessage());
            Objects.requireNonNull(spec).commandLine().getErr().println("serve: " + reason);
            return FAILED;
        }
        awaitTheEnd(vertx);
        return 0;
    }

    /** The one line a parent process waits for. */
    private void tell(SimulatedServe serve) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String http = serve.httpPorts().toString().replaceAll("[\\[\\] ]", "");
        out.println(
                "ready http="
                        + http
                        + " grpc="
                        + serve.grpcPort()
                        + " dashboard="
                        + serve.dashboardPort()
                        + " metrics="
                        + serve.metricsPort()
                        + " agent="
                        + serve.agentPort()
                        + " admin="
                        + serve.adminPort());
        out.flush();
    }

    private void awaitTheEnd(Vertx vertx) throws InterruptedException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
        if (endWithParent) {
            Thread.ofVirtual().start(() -> awaitEndOfInput(ended));
        }
        ended.await();
    }

    private static void awaitEndOfInput(CountDownLatch ended) {
        try (InputStream input = System.in) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // A broken pipe is an end too.
        } finally {
            ended.countDown();
        }
    }
}
