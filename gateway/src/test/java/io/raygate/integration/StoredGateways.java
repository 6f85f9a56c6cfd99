package io.raygate.integration;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.raygate.Cli;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** Gateways with a store in a folder and one application behind them, and their operator. */
final class StoredGateways implements AutoCloseable {
    private static final String ROUTES =
            "routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}\n";

    private final Path folder;
    private final HttpServer application;

    private StoredGateways(Path folder, HttpServer application) {
        this.folder = folder;
        this.application = application;
    }

    /** Before an application that answers 204. */
    static StoredGateways start(Path folder) throws IOException {
        return start(
                folder,
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
    }

    static StoredGateways start(Path folder, HttpHandler handler) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer application = HttpServer.create(loopback, 0);
        application.createContext("/", handler);
        application.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        application.start();
        return new StoredGateways(folder, application);
    }

    /** The configuration of one whose only route is {@code /a}. */
    String yaml(String state, String more) {
        return bare(state) + ROUTES + more;
    }

    /** That of one without routes: a cluster {@code one}, and the store. */
    String bare(String state) {
        return """
            clusters: {one: {endpoints: ["http://127.0.0.1:%d"], health: off}}
            state: {folder: "%s"}
            """
                .formatted(application.getAddress().getPort(), folder.resolve(state));
    }

    /** What makes gateways share a store. */
    String sharing(PostgresServer server) throws IOException {
        Path pepper = Files.writeString(folder.resolve("pepper"), "p".repeat(44));
        return """
            auth: {throttle: off, apiKeys: {peppers: {"1": {file: "%s"}}}}
            stores: {keys: {jdbc: "%s", user: %s}}
            """
                .formatted(pepper, server.newDatabase(), PostgresServer.USER);
    }

    Cli cli(GatewayUnderTest gateway) {
        return new Cli(folder.resolve("home"), gateway.gateway().adminPort());
    }

    /** The owner, by the first login of the machine. */
    Cli loggedIn(GatewayUnderTest gateway, String state) {
        Cli cli = cli(gateway);
        cli.done("login", "--bootstrap", "--state", folder.resolve(state).toString());
        return cli;
    }

    @Override
    public void close() {
        application.stop(0);
    }
}
