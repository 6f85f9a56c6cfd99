package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Text that PostgreSQL does not take, or that deceives who reads it, comes from a caller's mistake,
 * and is told as one.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class UnstorableTextIT {
    /** As JSON writes them; the others are halves of a pair. */
    private static final List<String> UNSTORABLE = List.of("\\u0000", "\\ud800", "\\udc00x");

    /** What would be kept and shown as another text. */
    private static final List<String> DECEIVING =
            List.of(
                    "\\u0085", "\\u061c", "\\u200e", "\\u200f", "\\u202a", "\\u202e", "\\u2066",
                    "\\u2069");

    private static PostgresServer server;
    private static AdminUnderTest admin;
    private static AdminClient owner;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        admin = AdminUnderTest.on(server);
        owner = admin.owner();
        admin.tenant("acme");
    }

    @AfterAll
    static void end() {
        admin.close();
        server.close();
    }

    @Test
    void anIdThatHoldsItNamesNothing() {
        AdminClient auditor = admin.caller("auditor");
        for (ApiDocument.Described one : owner.document().operations()) {
            for (String id : List.of("%00", "a%00b", "%ED%A0%80", "%C0%80", "a%20b", "%FF")) {
                String path = one.path().replaceAll("\\{\\w+}", id);
                if (path.equals(one.path())) {
                    continue;
                }
                String body = one.operation().containsKey("requestBody") ? "{}" : null;
                for (AdminClient caller : List.of(owner, auditor)) {
                    assertThat(caller.send(one.method(), path, body).status())
                            .as(one.name() + " " + path)
                            .isEqualTo(404);
                }
            }
        }
    }

    @Test
    void aParameterThatHoldsItIsNamed() {
        for (ApiDocument.Described one : owner.document().operations()) {
            if (!one.method().equals("GET") || one.isOpen()) {
                continue;
            }
            for (Object each : one.operation().getJsonArray("parameters", new JsonArray())) {
                JsonObject parameter = owner.document().resolved((JsonObject) each);
                if (!"query".equals(parameter.getString("in"))) {
                    continue;
                }
                String name = parameter.getString("name");
                for (String text : List.of("%00", "a%00", "%ED%A0%80%00")) {
                    AdminClient.Reply reply = owner.get(one.path() + "?" + name + "=" + text);
                    assertThat(reply.status()).as(one.name() + " " + reply).isEqualTo(400);
                    assertThat(reply.pointers()).containsExactly("/" + name);
                }
            }
        }
    }

    @Test
    void aCursorThatHoldsItIsNoneOfOurs() {
        for (String path :
                List.of(
                        "/v1/keys",
                        "/v1/tenants",
                        "/v1/audit",
                        "/v1/revocations",
                        "/v1/admin-keys")) {
            for (String end : List.of("\0", "a\0b", "\u00e4")) {
                String cursor =
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(("1 " + end).getBytes(StandardCharsets.UTF_8));
                AdminClient.Reply reply = owner.get(path + "?cursor=" + cursor);
                assertThat(reply.status()).as(path + " " + reply).isEqualTo(400);
                assertThat(reply.pointers()).containsExactly("/cursor");
            }
        }
    }

    /** Each text of each body in turn. */
    @Test
    void aMemberThatHoldsItIsRefused() {
        Map<String, String> bodies =
                Map.of(
                        "/v1/tenants",
                        "{\"id\":\"@\",\"name\":\"@\",\"maxKeyLife\":\"@\",\"meta\":{\"@\":\"@\"}}",
                        "/v1/keys",
                        "{\"name\":\"@\",\"tenant\":\"@\",\"environment\":\"@\",\"scopes\":[\"@\"],\"routes\":[\"@\"],\"models\":[\"@\"],\"allowedCidrs\":[\"@\"],\"owner\":\"@\",\"tags\":[\"@\"],\"meta\":{\"a\":\"@\"},\"expiresAt\":\"@\"}",
                        "/v1/admin-keys",
                        "{\"name\":\"@\",\"role\":\"@\",\"tenant\":\"@\"}",
                        "/v1/revocations",
                        "{\"kind\":\"@\",\"issuer\":\"@\",\"value\":\"@\",\"reason\":\"@\",\"issuedBefore\":\"@\",\"expiresAt\":\"@\"}",
                        "/v1/keys/report-leak",
                        "{\"key\":\"@\",\"url\":\"@\",\"source\":\"@\"}",
                        "/v1/keys/import",
                        "{\"items\":[{\"hash\":\"@\",\"name\":\"@\",\"tenant\":\"@\",\"owner\":\"@\"}]}");
        bodies.forEach(
                (path, body) -> {
                    for (String text :
                            Stream.of(UNSTORABLE, DECEIVING).flatMap(List::stream).toList()) {
                        for (int at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
                            String sent =
                                    (body.substring(0, at) + "!" + body.substring(at + 1))
                                            .replace('@', 'a')
                                            .replace("!", "a" + text);
                            AdminClient.Reply reply = owner.post(path, sent);
                            assertThat(reply.status()).as(sent + " " + reply).isEqualTo(400);
                            assertThat(reply.pointers()).isNotEmpty();
                        }
                    }
                });
    }

    /** No head may hold such a character; what else is no key is told as well. */
    @Test
    void aKeyOfIdempotencyIsVisible() {
        for (String key : List.of("a b", "a".repeat(256))) {
            AdminClient.Reply reply =
                    owner.post("/v1/tenants", "{\"id\":\"idem\"}", "Idempotency-Key", key);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.pointers()).containsExactly("/Idempotency-Key");
        }
    }
}
