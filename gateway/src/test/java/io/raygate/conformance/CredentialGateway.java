package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A whole gateway that knows three issuers and keys of every sort, and a simulated upstream. */
final class CredentialGateway implements AutoCloseable {
    static final String CORP = "https://login.example.com";
    static final String PARTNER = "https://partner.example.com";
    static final String SHARED = "https://shared.example.com";
    static final SigningKey RSA = SigningKey.generate("rsa", "RS256");
    static final SigningKey EC = SigningKey.generate("ec", "ES256");
    static final SigningKey EDWARDS = SigningKey.generate("ed", "EdDSA");
    static final SigningKey THEIRS = SigningKey.generate("ec", "ES256");
    static final String SECRET = "a secret that both sides know: 32+";

    /**
     * Served to both kinds, to tokens, to keys, to the partner, to another tenant; and no route.
     */
    static final List<String> PATHS =
            List.of("/both", "/tokens", "/keys", "/partners", "/foreign", "/nowhere");

    private final Vertx vertx = Vertx.vertx();
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final Map<String, String> keys = new TreeMap<>();
    private final Path folder;
    private final GatewayUnderTest gateway;

    CredentialGateway(Path folder) throws IOException {
        this.folder = folder;
        SimulatedServe serve =
                SimulatedServe.start(vertx, ServeOptions.named("stable", "v1")).await();
        Files.write(folder.resolve("corp.jwks"), SigningKey.jwks(RSA, EC, EDWARDS));
        partnersKeys(THEIRS);
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(folder.resolve("tenants.yaml"), tenants());
        gateway = GatewayUnderTest.start(configuration(serve.httpPort()));
        assertThat(gateway.get("/both").statusCode()).isEqualTo(200);
    }

    /** Writes the partner's key set anew. */
    void partnersKeys(SigningKey... set) throws IOException {
        Files.write(folder.resolve("partner.jwks"), SigningKey.jwks(set));
    }

    private String tenants() {
        return """
            tenants:
              initech:
                keys:
                  expired: {hash: "%s", expires: 2020-01-01T00:00:00Z}
                  local: {hash: "%s", allowedCidrs: [127.0.0.0/8], scopes: [infer]}
                  elsewhere: {hash: "%s", allowedCidrs: [192.0.2.0/24]}
                  routed: {hash: "%s", routes: [keys]}
                  bound: {hash: "%s", environment: live}
              umbrella: {suspended: true, keys: {any: {hash: "%s"}}}
            """
                .formatted(
                        hash("expired"),
                        hash("local"),
                        hash("elsewhere"),
                        hash("routed"),
                        hash("bound"),
                        hash("suspended"));
    }

    private String hash(String name) {
        String key = generator.next("rg", "test");
        keys.put(name, key);
        return new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
    }

    private String configuration(int port) {
        return """
            include: ["%1$s/tenants.yaml"]
            auth:
              throttle: off
              jwt:
                corp: {issuer: "%2$s", audiences: [raygate], algorithms: [RS256, ES256, EdDSA], jwks: {file: "%1$s/corp.jwks"}}
                partner: {issuer: "%3$s", audiences: [raygate], jwks: {file: "%1$s/partner.jwks"}}
                shared: {issuer: "%4$s", audiences: [raygate], secret: {file: "%1$s/secret"}}
            clusters:
              stable: {endpoints: [http://127.0.0.1:%5$d], health: {path: /echo, interval: 1s}}
            routes:
              both: {match: {path: /both}, auth: [jwt.corp, jwt.shared, apiKeys], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              tokens: {match: {path: /tokens}, auth: [jwt.corp], tenants: all, scopes: [infer], rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              keys: {match: {path: /keys}, auth: [apiKeys], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              partners: {match: {path: /partners}, auth: [jwt.partner], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              foreign: {match: {path: /foreign, methods: [GET]}, openai: true, auth: [jwt.corp, apiKeys], tenants: [globex], split: {weights: {stable: 1}}}
            """
                .formatted(folder, CORP, PARTNER, SHARED, port);
    }

    static String claims(String iss, String tenant, String more) {
        long now = Instant.now().getEpochSecond();
        return """
            {"iss":"%s","aud":"raygate","sub":"alice","tenant":"%s","scope":"infer","iat":%d,"exp":%d%s}"""
                .formatted(iss, tenant, now, now + 600, more);
    }

    /** A key by its name here; {@code own} is acme's. */
    String key(String name) {
        return name.equals("own") ? gateway.key() : keys.getOrDefault(name, "");
    }

    HttpResponse<String> bear(String path, String credential) {
        return send(path, "Authorization: Bearer " + credential);
    }

    HttpResponse<String> key(String path, String name) {
        return send(path, "X-API-Key: " + key(name));
    }

    /** A GET with these field lines. */
    HttpResponse<String> send(String path, String... lines) {
        HttpRequest.Builder request = gateway.anonymous(path);
        for (String line : lines) {
            int colon = line.indexOf(": ");
            request.header(line.substring(0, colon), line.substring(colon + 2));
        }
        return gateway.send(request);
    }

    HttpResponse<String> delete(String path, String credential) {
        return gateway.send(
                gateway.anonymous(path).header("Authorization", "Bearer " + credential).DELETE());
    }

    static String code(HttpResponse<String> response) {
        return response.statusCode()
                + " "
                + response.headers().firstValue("x-raygate-code").orElse("");
    }

    /** What a refusal says, but for what is the request's own. */
    static String shown(HttpResponse<String> response) {
        JsonObject body = new JsonObject(response.body());
        body.remove("instance");
        body.remove("request_id");
        Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
        fields.keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).matches("x-request-id|date"));
        fields.remove("content-length");
        return response.statusCode() + " " + fields + body;
    }

    /** The values of a field as the upstream saw it. */
    static List<String> seen(HttpResponse<String> response, String name) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body())
                .getJsonArray("headers").stream()
                        .map(JsonArray.class::cast)
                        .filter(field -> field.getString(0).equalsIgnoreCase(name))
                        .map(field -> field.getString(1))
                        .toList();
    }

    @Override
    public void close() {
        gateway.close();
        vertx.close().await();
    }
}
