package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * S-68: to a caller without a good credential all paths, methods and hosts look alike, known or
 * not: one answer to the last octet, over each version of HTTP, but for the request's own id and
 * path.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StrangersIT {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String NO_CREDENTIAL = "X-Nothing: x";
    private static final String WRONG_KEY =
            "X-API-Key: " + new KeyGenerator(new Random(7)).next("rg", "test");
    private static final Vertx VERTX = Vertx.vertx();
    private static final GatewayUnderTest GATEWAY =
            GatewayUnderTest.start(
                    """
                    auth: {throttle: off}
                    clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}, rpc: {endpoints: [http://127.0.0.1:1], protocol: h2c, health: off}}
                    routes:
                      served: {match: {path: /served}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                      scoped: {match: {path: /scoped}, auth: [apiKeys], tenants: all, scopes: [train], split: {weights: {one: 1}}}
                      others: {match: {path: /others}, auth: [apiKeys], tenants: [globex], split: {weights: {one: 1}}}
                      hosted: {match: {path: /hosted, hosts: [api.example]}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                      posted: {match: {path: /posted, methods: [POST]}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                      openai: {match: {path: /openai}, auth: [apiKeys], tenants: all, openai: true, split: {weights: {one: 1}}}
                      events: {match: {path: /events}, auth: [apiKeys], tenants: all, stream: true, split: {weights: {one: 1}}}
                      socket: {match: {path: /socket}, auth: [apiKeys], tenants: all, websocket: true, split: {weights: {one: 1}}}
                      called: {match: {path: /called}, auth: [apiKeys], tenants: all, grpc: true, application: a, split: {weights: {rpc: 1}}}
                      browse: {match: {path: /browse}, auth: [apiKeys], tenants: all, cors: {origins: ["https://app.example"]}, split: {weights: {one: 1}}}
                      limits: {match: {path: /limits}, auth: [apiKeys], tenants: all, sizes: {body: 1B}, split: {weights: {one: 1}}}
                      listed: {match: {path: /listed, methods: [GET, PURGE]}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                      slashed: {match: {exactPath: /slash/}, auth: [apiKeys], tenants: all, redirectTrailingSlash: true, split: {weights: {one: 1}}}
                      encoded: {match: {path: /coded}, auth: [apiKeys], tenants: all, allowEncodedSlash: true, split: {weights: {one: 1}}}
                    """,
                    "{http: {address: \"127.0.0.1:0\"}, h2c: {address: \"127.0.0.1:0\", h2c: true}}");
    private static final HttpClientAgent CLIENT =
            VERTX.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));

    /** Of equal length in a list, since refusals tell the path. */
    private static final List<List<String>> PATHS =
            List.of(
                    List.of(
                            "/served", "/scoped", "/others", "/hosted", "/posted", "/openai",
                            "/events", "/socket", "/called", "/browse", "/limits", "/listed",
                            "/slash/", "/noways"),
                    List.of("/slash", "/nowas", "/coded"),
                    List.of("/coded%2Fa", "/served%2F", "/noway%2Fa"));

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE");
    private static final List<String> HOSTS = List.of("api.example", "localhost", "nobody.example");

    @AfterAll
    static void end() {
        GATEWAY.close();
        VERTX.close().await();
    }

    /** One way to send a request and show the whole answer. */
    private interface Sender {
        String send(String method, String path, String host, String field) throws Exception;
    }

    private static String http1(String method, String path, String host, String field)
            throws Exception {
        try (RawSocket client = RawSocket.connect(GATEWAY.port())) {
            client.send(
                    "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n%sConnection: close\r\n\r\n%s"
                            .formatted(
                                    method,
                                    path,
                                    host,
                                    field,
                                    hasBody(method) ? "Content-Length: 5\r\n" : "",
                                    hasBody(method) ? "hello" : ""));
            return client.readToEnd();
        }
    }

    private static String http2(String method, String path, String host, String field) {
        int colon = field.indexOf(": ");
        HttpClientRequest request =
                CLIENT.request(
                                new RequestOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(GATEWAY.port("h2c"))
                                        .setMethod(HttpMethod.valueOf(method))
                                        .setURI(path))
                        .await();
        request.authority(HostAndPort.create(host, 80));
        request.putHeader(field.substring(0, colon), field.substring(colon + 2));
        // Asked for before the request is sent: an answer may be over before we look.
        Future<String> answer = request.response().compose(StrangersIT::shown);
        request.end(hasBody(method) ? "hello" : "");
        return answer.await();
    }

    private static Future<String> shown(HttpClientResponse answer) {
        String head = answer.statusCode() + shown(answer.headers());
        return answer.body().map(body -> head + body + shown(answer.trailers()));
    }

    private static boolean hasBody(String method) {
        return method.startsWith("P") && !method.equals("PURGE");
    }

    private static String shown(MultiMap fields) {
        StringBuilder lines = new StringBuilder("\r\n");
        fields.forEach((name, value) -> lines.append(name + ": " + value + "\r\n"));
        return lines.append("\r\n").toString();
    }

    /** Every answer to this field, without what is the request's own, and who got it. */
    private static Map<String, Set<String>> answers(
            Sender sender, List<String> paths, List<String> methods, String field)
            throws Exception {
        Map<String, Set<String>> answers = new TreeMap<>();
        for (String path : paths) {
            for (String method : methods) {
                for (String host : HOSTS) {
                    String answer = sender.send(method, path, host, field);
                    answers.computeIfAbsent(
                                    ID.matcher(answer).replaceAll("ID").replace(path, "PATH"),
                                    is -> new TreeSet<>())
                            .add(method + " " + host + path);
                }
            }
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                NO_CREDENTIAL,
                "Authorization: Bearer a.b.c",
                "Authorization: Bearer wrong",
                "X-API-Key: wrong",
                "WRONG KEY",
                "Content-Type: application/grpc",
                "Origin: https://nobody.example"
            })
    void seeOneAnswer(String field) throws Exception {
        String sent = field.replace("WRONG KEY", WRONG_KEY);
        for (Sender sender : List.<Sender>of(StrangersIT::http1, StrangersIT::http2)) {
            for (List<String> paths : PATHS) {
                assertOne(sender, paths, METHODS, sent);
                assertOne(sender, paths, List.of("HEAD"), sent);
            }
        }
    }

    private static void assertOne(
            Sender sender, List<String> paths, List<String> methods, String field)
            throws Exception {
        Map<String, Set<String>> answers = answers(sender, paths, methods, field);
        assertThat(answers).hasSize(1);
        assertThat(answers.keySet().iterator().next())
                .containsPattern("^(HTTP/1.1 )?401|grpc-status: 16");
    }

    /** A handshake is answered like any GET. */
    @ParameterizedTest
    @ValueSource(strings = {NO_CREDENTIAL, "X-API-Key: wrong"})
    void seeOneAnswerToHandshakes(String field) throws Exception {
        String upgrade =
                field
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                        + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        for (List<String> paths : PATHS) {
            assertOne(StrangersIT::http1, paths, List.of("GET"), upgrade);
        }
    }
}
