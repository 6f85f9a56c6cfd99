package io.raygate.loadtest.serve;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs one simulated Ray Serve cluster until it is ended. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs a simulated Ray Serve cluster on loopback until SIGTERM.")
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--name", defaultValue = "stable", description = "name of the cluster")
    private String name = "stable";

    @Option(names = "--version", defaultValue = "v1", description = "version its answers tell")
    private String version = "v1";

    @Option(names = "--port", defaultValue = "0", description = "HTTP ingress; 0 is any free port")
    private int port;

    @Option(names = "--dashboard-port", defaultValue = "0", description = "controller REST")
    private int dashboardPort;

    @Option(names = "--grpc-port", defaultValue = "0", description = "gRPC ingress")
    private int grpcPort;

    @Option(names = "--agent-port", defaultValue = "0", description = "agent of the node")
    private int agentPort;

    @Option(names = "--admin-port", defaultValue = "0", description = "switches for faults")
    private int adminPort;

    @Option(names = "--metrics-port", defaultValue = "0", description = "metrics of the node")
    private int metricsPort;

    @Option(names = "--request-timeout", description = "seconds a request may take; none if absent")
    private @Nullable Double requestTimeout;

    @Option(names = "--end-with-parent", description = "end when standard input closes")
    private boolean endWithParent;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Vertx vertx = Vertx.vertx();
        SimulatedServe serve = SimulatedServe.start(vertx, options()).await();
        tell(serve);
        await(vertx);
        return 0;
    }

    private void await(Vertx vertx) throws InterruptedException {
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
        if (endWithParent) {
            Thread.ofVirtual().start(() -> awaitEndOfInput(ended));
        }
        ended.await();
    }

    /** The one line a parent process waits for. */
    private void tell(SimulatedServe serve) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(
                "ready "
                        + name
                        + "/"
                        + version
                        + " http="
                        + serve.httpPort()
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

    private static void awaitEndOfInput(CountDownLatch ended) {
        try (InputStream input = System.in) {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // A broken pipe is an end too.
        } finally {
            ended.countDown();
        }
    }

    private ServeOptions options() {
        ServeOptions options = ServeOptions.named(name, version);
        if (requestTimeout != null) {
            Duration bound = Duration.ofNanos((long) (requestTimeout * 1e9));
            options = options.withProxy(options.proxy().withRequestTimeout(bound));
        }
        return options.withPorts(
                new Ports(port, grpcPort, dashboardPort, metricsPort, agentPort, adminPort));
    }
}
