package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.GatewayParts;
import io.raygate.auth.jwt.Revocation;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S-56 through a whole gateway: what takes a token in use back holds from the next request on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RevocationIT {
    private static final SigningKey KEY = SigningKey.generate("k-1", "ES256");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path folder;
    private final GatewayParts parts = GatewayUnderTest.parts(InstantSource.fixed(NOW));
    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        upstream = FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Files.write(folder.resolve("keys.jwks"), SigningKey.jwks(KEY));
        gateway = GatewayUnderTest.start(yaml(), parts);
    }

    @AfterEach
    void end() throws IOException {
        gateway.close();
        upstream.close();
    }

    private String yaml() {
        return """
            auth:
              throttle: off
              jwt: {corp: {issuer: "https://corp.example.com", audiences: [raygate], jwks: {file: "%s/keys.jwks"}}}
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes:
              all: {match: {path: /a}, auth: [jwt.corp], tenants: all, split: {weights: {one: 1}}}
            """
                .formatted(folder, upstream.port());
    }

    private static String token(String tenant) {
        return KEY.sign(
                """
                {"iss":"https://corp.example.com","aud":"raygate","sub":"alice","tenant":"%s","jti":"t-1","iat":%d,"exp":%d}"""
                        .formatted(tenant, NOW.getEpochSecond(), NOW.getEpochSecond() + 3600));
    }

    private String code(String token) {
        HttpResponse<String> answer =
                gateway.send(gateway.anonymous("/a").header("Authorization", "Bearer " + token));
        return answer.statusCode() + " " + answer.headers().firstValue("x-raygate-code").orElse("");
    }

    static Stream<Revocation> kinds() {
        return Stream.of(
                new Revocation.ByJti("corp", "t-1"),
                new Revocation.ByKid("corp", "k-1"),
                new Revocation.BySubject("corp", "alice", NOW),
                new Revocation.ByIssuer("corp", NOW));
    }

    /** The log says which kind, the client learns nothing of it. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aRevokedTokenIsNoMoreThanAnyBadOne(Revocation revocation) {
        String token = token("acme");
        assertThat(code(token)).isEqualTo("200 ");
        parts.registries().revocations().add(revocation);
        for (int i = 0; i < 4; i++) {
            assertThat(code(token)).isEqualTo("401 invalid_token");
        }
        assertThat(gateway.logLine("revoked by").encode())
                .contains(
                        "revoked by "
                                + revocation
                                        .getClass()
                                        .getSimpleName()
                                        .substring(2)
                                        .toLowerCase(Locale.ROOT));
        assertThat(upstream.heads()).hasSize(1);
    }

    @Test
    void aTenantOfTheStoreComesGoesAndIsSuspended() {
        TenantWords initech = new TenantWords(new TenantId("initech"), false);
        String token = token("initech");
        assertThat(code(token)).isEqualTo("403 tenant_unknown");
        parts.registries().tenants().store(List.of(initech));
        assertThat(code(token)).isEqualTo("200 ");
        parts.registries().tenants().store(List.of(new TenantWords(initech.id(), true)));
        assertThat(code(token)).isEqualTo("403 tenant_suspended");
        parts.registries().tenants().forget("initech");
        assertThat(code(token)).isEqualTo("403 tenant_unknown");
    }

    /** S-97: tenants of the file come and go with a reload. */
    @Test
    void aTenantOfTheFileComesAndGoesWithAReload() throws IOException {
        String token = token("initech");
        assertThat(code(token)).isEqualTo("403 tenant_unknown");
        gateway.reconfigure(including("initech: {}"));
        assertThat(code(token)).isEqualTo("200 ");
        gateway.reconfigure(including("initech: {suspended: true}"));
        assertThat(code(token)).isEqualTo("403 tenant_suspended");
        gateway.reconfigure(yaml());
        assertThat(code(token)).isEqualTo("403 tenant_unknown");
    }

    /** With one tenant more, in a file that the configuration in force does not know. */
    private String including(String tenant) throws IOException {
        Path file = Files.createTempFile(folder, "tenants", ".yaml");
        Files.writeString(file, "tenants: {" + tenant + "}");
        return "include: [\"" + file + "\"]\n" + yaml();
    }
}
