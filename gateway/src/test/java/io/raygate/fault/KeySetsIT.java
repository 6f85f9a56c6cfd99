package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.auth.jwt.fetch.KeySetRegistry;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.KeyServer;
import io.raygate.testing.ManualClock;
import io.raygate.testing.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * D-02, D-03, S-54, S-55, S-98, S-100: an issuer whose keys are fetched, through a whole gateway.
 * The clock by which keys are fetched is the test's own.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class KeySetsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final SigningKey ONE = SigningKey.generate("one", "ES256");
    private static final SigningKey TWO = SigningKey.generate("two", "ES256");
    private static final SigningKey STRANGER = SigningKey.generate("stranger", "ES256");
    private static final String ALERT = "raygate_jwks_alert{issuer=\"corp\"}";
    private static final String FAILED =
            "raygate_jwks_fetches_total{issuer=\"corp\",result=\"failed\"}";
    private static final String FETCHED =
            "raygate_jwks_fetches_total{issuer=\"corp\",result=\"ok\"}";

    @TempDir private Path folder;

    private final ManualClock clock = new ManualClock();
    private KeyServer server;
    private FaultyUpstream upstream;

    @BeforeEach
    void start() throws IOException {
        server = KeyServer.start(folder).show(ONE);
        upstream = Named.upstream("one");
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        upstream.close();
    }

    private GatewayUnderTest gateway(String issuers) {
        return GatewayUnderTest.start(
                yaml(issuers),
                GatewayUnderTest.parts(InstantSource.system())
                        .withKeySets(new KeySetRegistry(clock, () -> 0)));
    }

    private GatewayUnderTest gateway() {
        return gateway(corp("allowPrivateAddress: true"));
    }

    private String yaml(String issuers) {
        return """
            auth:
              throttle: off
              jwt:
                %s
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes:
              all: {match: {path: /a}, auth: [%s, apiKeys], tenants: all, split: {weights: {one: 1}}}
            """
                .formatted(
                        issuers,
                        upstream.port(),
                        issuers.contains("partner:") ? "jwt.corp, jwt.partner" : "jwt.corp");
    }

    private String corp(String more) {
        return issuer("corp", server.url("/keys"), more);
    }

    private String issuer(String id, String url, String more) {
        return "%s: {issuer: \"https://%s.example.com\", audiences: [raygate], jwks: {url: \"%s\", ca: %s, timeout: 10s}, %s}"
                .formatted(id, id, url, server.authority(), more);
    }

    private static String token(SigningKey key) {
        return tokenOf("https://corp.example.com", key);
    }

    private static String partners(SigningKey key) {
        return tokenOf("https://partner.example.com", key);
    }

    private static String tokenOf(String iss, SigningKey key) {
        long now = Instant.now().getEpochSecond();
        return key.sign(
                """
                {"iss":"%s","aud":"raygate","sub":"alice","tenant":"acme","iat":%d,"exp":%d}"""
                        .formatted(iss, now, now + 3600));
    }

    private static HttpResponse<String> with(GatewayUnderTest gateway, String token) {
        return gateway.send(gateway.anonymous("/a").header("Authorization", "Bearer " + token));
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("x-raygate-code").orElse("");
    }

    private void until(Callable<Boolean> condition) {
        await().pollInterval(POLL).atMost(PATIENCE).until(condition);
    }

    /** The keys' clock goes on, and the fetch that is due then comes to its end. */
    private void fetchAfter(Duration time, GatewayUnderTest gateway, String outcome) {
        double before = gateway.metric(outcome);
        clock.advance(time);
        until(() -> gateway.metric(outcome) > before);
        assertThat(gateway.metric(outcome)).isEqualTo(before + 1);
    }

    /** D-02: callers use each new key at once, and the old one ends with its removal. */
    @Test
    void rotationUnderTrafficFailsNoRequest() {
        AtomicReference<String> credential = new AtomicReference<>(token(ONE));
        try (GatewayUnderTest gateway = gateway()) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            URI target = URI.create("http://127.0.0.1:" + gateway.port() + "/a");
            SigningKey old = ONE;
            try (Traffic traffic = new Traffic(client, target, credential::get, 4)) {
                assertMoving(traffic);
                for (int round = 0; round < 5; round++) {
                    SigningKey next = SigningKey.generate("round-" + round, "ES256");
                    server.show(old, next);
                    credential.set(token(next));
                    assertMoving(traffic);
                    server.show(next);
                    fetchAfter(REFRESH, gateway, FETCHED);
                    assertThat(code(with(gateway, token(old)))).isEqualTo("401 invalid_token");
                    assertMoving(traffic);
                    clock.advance(MINUTE);
                    old = next;
                }
                traffic.end();
                assertThat(traffic.answers()).allMatch(answer -> answer.status() == 200);
            }
        }
    }

    private static void assertMoving(Traffic traffic) {
        int before = traffic.size();
        await().atMost(PATIENCE).until(() -> traffic.size() > before + 20);
    }

    /** S-54, S-56: also where the gateway remembers the token. */
    @Test
    void aKeyThatLeavesTheSetStopsWorkingWithTheSwap() {
        try (GatewayUnderTest gateway = gateway()) {
            String remembered = token(ONE);
            assertThat(code(with(gateway, remembered))).isEqualTo("200 ");
            server.show(TWO);
            assertThat(code(with(gateway, remembered))).isEqualTo("200 ");
            fetchAfter(REFRESH, gateway, FETCHED);
            assertThat(code(with(gateway, remembered))).isEqualTo("401 invalid_token");
            assertThat(code(with(gateway, token(TWO)))).isEqualTo("200 ");
        }
    }

    static Stream<Arguments> badDays() {
        return Stream.of(
                day("down", conversation -> {}),
                day("garbage", answering("200 OK", "<html>")),
                day("empty", answering("200 OK", "{\"keys\":[]}")));
    }

    private static Arguments day(String name, FaultyUpstream.Script script) {
        return Arguments.of(name, script);
    }

    private static FaultyUpstream.Script answering(String status, String body) {
        return conversation -> {
            conversation.readHead();
            conversation.send(
                    "HTTP/1.1 "
                            + status
                            + "\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
        };
    }

    /** D-03. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badDays")
    void knownKeysOutlastABadDayWithOneFetchAMinuteAndAnAlert(
            String name, FaultyUpstream.Script script) {
        try (GatewayUnderTest gateway = gateway()) {
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
            server.run(script);
            fetchAfter(REFRESH, gateway, FAILED);
            for (int minute = 0; minute < 10; minute++) {
                assertThat(gateway.metric(ALERT)).isZero();
                assertThat(code(with(gateway, token(STRANGER)))).isEqualTo("401 invalid_token");
                fetchAfter(MINUTE, gateway, FAILED);
            }
            until(() -> gateway.metric(ALERT) == 1);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
            assertThat(gateway.metric("raygate_jwks_age_seconds{issuer=\"corp\"}"))
                    .isEqualTo((double) REFRESH.plusMinutes(10).toSeconds());
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
            server.show(ONE, TWO);
            fetchAfter(MINUTE, gateway, FETCHED);
            assertThat(gateway.metric(ALERT)).isZero();
            assertThat(code(with(gateway, token(TWO)))).isEqualTo("200 ");
        }
    }

    /** D-03, S-55: neither those whose keys are known wait for it, nor the others for long. */
    @Test
    void aSlowIssuerHoldsNobodyUp() throws Exception {
        try (GatewayUnderTest gateway = gateway();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            server.run(
                    conversation -> {
                        conversation.readHead();
                        conversation.awaitGone();
                    });
            Future<String> waiting = callers.submit(() -> code(with(gateway, token(STRANGER))));
            until(() -> server.asked() == 2);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
            clock.advance(Duration.ofSeconds(2));
            assertThat(waiting.get()).isEqualTo("401 invalid_token");
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
        }
    }

    /** S-55: for that issuer only. */
    @Test
    void aSetThatIsTooOldMakesItsIssuerUnavailableAndNobodyElse() {
        String partner = issuer("partner", server.url("/theirs"), "allowPrivateAddress: true");
        try (GatewayUnderTest gateway =
                gateway(corp("allowPrivateAddress: true") + "\n    " + partner)) {
            String remembered = token(ONE);
            assertThat(code(with(gateway, remembered))).isEqualTo("200 ");
            server.run(
                    conversation -> {
                        if (conversation.readHead().startsWith("GET /theirs ")) {
                            conversation.send(keys(ONE));
                        }
                    });
            fetchAfter(Duration.ofHours(24), gateway, FAILED);
            for (String token : List.of(remembered, token(ONE), token(STRANGER))) {
                HttpResponse<String> refused = with(gateway, token);
                assertThat(code(refused)).isEqualTo("503 key_set_unavailable");
                assertThat(refused.headers().firstValue("retry-after")).contains("60");
            }
            until(() -> code(with(gateway, partners(ONE))).equals("200 "));
            assertThat(gateway.get("/a").statusCode()).as("an API key").isEqualTo(200);
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
            server.show(ONE);
            fetchAfter(MINUTE, gateway, FETCHED);
            assertThat(code(with(gateway, remembered))).isEqualTo("200 ");
        }
    }

    /** S-100, S-55. */
    @Test
    void isNotReadyBeforeTheFirstSetAndServesOthersMeanwhile() {
        server.run(conversation -> {});
        try (GatewayUnderTest gateway = gateway()) {
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(503);
            assertThat(gateway.ops("/readyz?verbose").body())
                    .contains("[-]keySets no keys yet of corp");
            HttpResponse<String> refused = with(gateway, token(ONE));
            assertThat(code(refused)).isEqualTo("503 key_set_unavailable");
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(gateway.get("/a").statusCode()).as("an API key").isEqualTo(200);
            server.show(ONE);
            fetchAfter(Duration.ofSeconds(1), gateway, FETCHED);
            until(() -> gateway.ops("/readyz").statusCode() == 200);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
        }
    }

    /** S-54. */
    @Test
    void goesToNoPrivateAddressUnlessTold() {
        try (GatewayUnderTest gateway = gateway(corp("allowPrivateAddress: false"))) {
            until(() -> gateway.metric(FAILED) > 0);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("503 key_set_unavailable");
            assertThat(server.connections().conversations()).isEmpty();
        }
    }

    /** S-55: single flight, one search a minute. */
    @Test
    void aFloodOfUnknownKeysReachesTheIssuerOnceAMinute() throws Exception {
        try (GatewayUnderTest gateway = gateway();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(server.asked()).isEqualTo(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String madeUp = token(SigningKey.generate("made-up-" + i, "ES256"));
                answers.add(callers.submit(() -> code(with(gateway, madeUp))));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("401 invalid_token");
            }
            assertThat(server.asked()).isEqualTo(2);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
            clock.advance(MINUTE);
            assertThat(code(with(gateway, token(STRANGER)))).isEqualTo("401 invalid_token");
            assertThat(server.asked()).isEqualTo(3);
        }
    }

    /** S-98: a set belongs to an issuer and its address, not to a snapshot. */
    @Test
    void aReloadLosesNoKeysAndAsksForNoneThatItHas() {
        String credential = token(ONE);
        try (GatewayUnderTest gateway = gateway()) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            URI target = URI.create("http://127.0.0.1:" + gateway.port() + "/a");
            try (Traffic traffic = new Traffic(client, target, () -> credential, 4)) {
                for (int round = 0; round < 6; round++) {
                    gateway.reconfigure(
                            yaml(corp("allowPrivateAddress: true, skew: " + (10 + round) + "s")));
                    assertMoving(traffic);
                }
                traffic.end();
                assertThat(traffic.answers()).allMatch(answer -> answer.status() == 200);
            }
            assertThat(server.asked()).isEqualTo(1);
        }
    }

    /** S-98: the first token of a new issuer finds its keys. */
    @Test
    void aNewIssuerComesIntoForceWithItsKeys() {
        server.run(
                conversation -> {
                    if (conversation.readHead().startsWith("GET /theirs ")) {
                        conversation.awaitSignal();
                    }
                    conversation.send(keys(ONE));
                });
        String corp = corp("allowPrivateAddress: true");
        String partner = issuer("partner", server.url("/theirs"), "allowPrivateAddress: true");
        try (GatewayUnderTest gateway = gateway()) {
            gateway.rewrite(yaml(corp + "\n    " + partner));
            until(() -> server.asked() == 2);
            assertThat(gateway.gateway().snapshotVersion()).isEqualTo(1);
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
            server.connections().conversations().getLast().signal();
            until(() -> gateway.gateway().snapshotVersion() == 2);
            assertThat(code(with(gateway, partners(ONE)))).isEqualTo("200 ");
        }
    }

    @Test
    void nobodyAsksForTheKeysOfAnIssuerThatIsGone() {
        String corp = corp("allowPrivateAddress: true");
        String partner = issuer("partner", server.url("/theirs"), "allowPrivateAddress: true");
        try (GatewayUnderTest gateway = gateway(corp + "\n    " + partner)) {
            assertThat(code(with(gateway, partners(ONE)))).isEqualTo("200 ");
            gateway.reconfigure(yaml(corp));
            fetchAfter(REFRESH, gateway, FETCHED);
            assertThat(code(with(gateway, partners(ONE)))).isEqualTo("401 invalid_token");
            assertThat(server.connections().heads())
                    .filteredOn(head -> head.startsWith("GET /theirs "))
                    .hasSize(1);
        }
    }

    private static String keys(SigningKey key) {
        String body = "{\"keys\":[" + key.jwk() + "]}";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** A new issuer that cannot be reached takes no gateway out of service. */
    @Test
    void aNewIssuerWithoutKeysDelaysItsReloadAndNothingElse() throws IOException {
        String nowhere = "https://localhost:" + FaultyUpstream.closedPort() + "/keys";
        String partner = issuer("partner", nowhere, "allowPrivateAddress: true");
        try (GatewayUnderTest gateway = gateway()) {
            gateway.reconfigure(yaml(corp("allowPrivateAddress: true") + "\n    " + partner));
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
            assertThat(gateway.ops("/readyz?verbose").body())
                    .contains("[+]keySets no keys yet of partner");
            assertThat(code(with(gateway, partners(ONE)))).isEqualTo("503 key_set_unavailable");
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
        }
    }

    /** S-77, S-97: authorities that vouch for nobody are refused, and the old ones stay. */
    @Test
    void authoritiesThatCannotBeReadAreRefused() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
        try (GatewayUnderTest gateway = gateway()) {
            String good = yaml(corp("allowPrivateAddress: true"));
            gateway.rewrite(good.replace(server.authority().toString(), garbage.toString()));
            until(() -> gateway.metric("raygate_config_last_reload_successful") == 0);
            assertThat(gateway.ops("/readyz?verbose").body())
                    .contains("auth.jwt.corp.jwks.ca: cannot be used");
            assertThat(code(with(gateway, token(ONE)))).isEqualTo("200 ");
        }
    }

    /** S-54: the issuer's own word for where its keys are. */
    @Test
    void findsKeysByDiscovery() {
        server.run(
                conversation -> {
                    boolean first = conversation.readHead().startsWith("GET /r/.well-known/");
                    String document =
                            "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}"
                                    .formatted(server.url("/r"), server.url("/keys"));
                    String body = first ? document : "{\"keys\":[" + ONE.jwk() + "]}";
                    conversation.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n"
                                    + body);
                });
        String issuer =
                "corp: {issuer: \"%s\", audiences: [raygate], discovery: true, jwks: {ca: %s}, allowPrivateAddress: true}"
                        .formatted(server.url("/r"), server.authority());
        try (GatewayUnderTest gateway = gateway(issuer)) {
            assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
            assertThat(code(with(gateway, tokenOf(server.url("/r"), ONE)))).isEqualTo("200 ");
        }
    }
}
