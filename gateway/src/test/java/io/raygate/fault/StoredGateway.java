package io.raygate.fault;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway with a store of credentials, administered as its owner does. */
final class StoredGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path state;
    private final GatewayUnderTest gateway;
    private String owner = "";

    private StoredGateway(Path state, GatewayUnderTest gateway) {
        this.state = state;
        this.gateway = gateway;
    }

    /**
     * Starts one before {@code upstream}.
     *
     * @param sections more of the configuration: stores, auth
     */
    static StoredGateway start(Path state, FaultyUpstream upstream, String sections) {
        return new StoredGateway(
                state, GatewayUnderTest.start(yaml(state, upstream) + sections + "\n"));
    }

    static String yaml(Path state, FaultyUpstream upstream) {
        return """
            state: {folder: "%s"}
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """
                .formatted(state, upstream.port());
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    /** Makes the owner's credential, and a tenant {@code initech} that the file does not know. */
    StoredGateway owned() {
        owner = made("/v1/bootstrap", "{}", bootstrapSecret()).getString("key");
        made("/v1/tenants", "{\"id\": \"initech\"}", owner);
        return this;
    }

    private String bootstrapSecret() {
        try {
            return Files.readString(state.resolve("bootstrap")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new key of the store: its id and the whole of it. */
    JsonObject newKey() {
        return made("/v1/keys", "{\"name\": \"ci\", \"tenant\": \"initech\"}", owner);
    }

    void revoke(JsonObject key) {
        post("/v1/keys/" + key.getString("id") + "/revoke", "{\"reason\": \"lost\"}", owner);
    }

    private JsonObject made(String path, String body, String credential) {
        HttpResponse<String> answer = post(path, body, credential);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /** Administers with the credential of that one: both have the same store. */
    StoredGateway ownedAs(StoredGateway other) {
        owner = other.owner;
        return this;
    }

    /** What a request for a new key, made once under this Idempotency-Key, is answered. */
    HttpResponse<String> newKeyOnce(String idempotencyKey) {
        return gateway.send(
                admin("/v1/keys", owner)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"name\": \"once\", \"tenant\": \"initech\"}")));
    }

    private HttpResponse<String> post(String path, String body, String credential) {
        return gateway.send(
                admin(path, credential)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** What the owner is told. */
    HttpResponse<String> administer(String path) {
        return gateway.send(admin(path, owner));
    }

    private HttpRequest.Builder admin(String path, String credential) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.gateway().adminPort() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + credential);
    }

    /** How many keys the metrics count under this version of the pepper. */
    double keysOf(int pepper) {
        return gateway.metric("raygate_api_keys{pepper=\"" + pepper + "\"}");
    }

    /** What comes of a request with this key. */
    HttpResponse<String> call(String key) {
        return gateway.send(gateway.anonymous("/a").header("X-API-Key", key));
    }

    int status(String key) {
        return call(key).statusCode();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
