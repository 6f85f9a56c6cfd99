package io.raygate.admin;

import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gateway with an embedded store and a first credential, made as an operator makes it. */
final class AdminUnderTest implements AutoCloseable {
    private static final String ROUTES =
            """
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """;

    private static final String UNTHROTTLED = "auth: {throttle: off}\n";

    private final Path state;
    private final GatewayUnderTest gateway;
    private final AdminClient owner;

    private AdminUnderTest(Path state, String more) {
        this.state = state;
        this.gateway = GatewayUnderTest.start(state(state) + more);
        this.owner = client(login("owner").getString("key"));
    }

    static AdminUnderTest start() {
        return with("");
    }

    /** The same with more sections. */
    static AdminUnderTest with(String more) {
        try {
            Path state = Files.createTempDirectory("raygate-admin");
            Path secret = Files.writeString(state.resolve("corp"), "s".repeat(48));
            return new AdminUnderTest(
                    state,
                    """
                    auth: {throttle: off, jwt: {corp: {issuer: "https://corp", audiences: [a], algorithms: [HS256], secret: {file: "%s"}}}}
                    """
                                    .formatted(secret)
                            + ROUTES
                            + more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with its store on PostgreSQL. */
    static AdminUnderTest on(PostgresServer server) {
        try {
            Path state = Files.createTempDirectory("raygate-admin");
            Path pepper = Files.writeString(state.resolve("pepper"), "p".repeat(48));
            return new AdminUnderTest(
                    state,
                    ROUTES
                            + """
                            auth: {throttle: off, apiKeys: {peppers: {"1": {file: "%s"}}}}
                            stores: {keys: {jdbc: "%s", user: %s}}
                            """
                                    .formatted(pepper, server.newDatabase(), PostgresServer.USER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String state(Path folder) {
        return "state: {folder: \"" + folder + "\"}\n";
    }

    /** Without a store. */
    static GatewayUnderTest without() {
        return GatewayUnderTest.start(UNTHROTTLED + ROUTES);
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    Path state() {
        return state;
    }

    AdminClient client(String credential) {
        return AdminClient.of(gateway.gateway().adminPort(), credential);
    }

    AdminClient owner() {
        return owner;
    }

    String bootstrapSecret() {
        return bootstrapSecret(state);
    }

    private static String bootstrapSecret(Path state) {
        try {
            return Files.readString(state.resolve("bootstrap")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonObject login(String name) {
        return client(bootstrapSecret())
                .post("/v1/bootstrap", new JsonObject().put("name", name).encode())
                .json();
    }

    /** The first credential of any gateway with such a state folder. */
    static JsonObject login(GatewayUnderTest gateway, Path state) {
        return AdminClient.of(gateway.gateway().adminPort(), bootstrapSecret(state))
                .post("/v1/bootstrap", "{}")
                .json();
    }

    /** A caller of another role. */
    AdminClient caller(JsonObject adminKey) {
        return client(owner.post("/v1/admin-keys", adminKey.encode()).json().getString("key"));
    }

    AdminClient caller(String role) {
        return caller(new JsonObject().put("name", role).put("role", role));
    }

    /** A tenant of its own for a test. */
    String tenant(String id) {
        return owner.post("/v1/tenants", new JsonObject().put("id", id).encode())
                .json()
                .getString("id");
    }

    JsonObject key(String tenant) {
        return owner.post(
                        "/v1/keys",
                        new JsonObject().put("name", "ci").put("tenant", tenant).encode())
                .json();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
