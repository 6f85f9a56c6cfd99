package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-73, S-32: a cluster's own credential goes to its endpoints, instead of the caller's. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UpstreamCredentialIT {
    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final String OURS = "x-ray-authorization: Bearer ray-token\r\n";

    @TempDir private Path folder;

    @Test
    void goesToItsOwnClusterOnly() throws Exception {
        Files.writeString(folder.resolve("token"), "Bearer ray-token");
        try (FaultyUpstream guarded = FaultyUpstream.answering(NO_CONTENT);
                FaultyUpstream other = FaultyUpstream.answering(NO_CONTENT);
                GatewayUnderTest gateway = before(guarded, other)) {
            for (String path : new String[] {"/guarded", "/other", "/failover"}) {
                assertThat(
                                gateway.send(
                                                gateway.request(path)
                                                        .header("X-Ray-Authorization", "stolen"))
                                        .statusCode())
                        .isEqualTo(204);
            }
            assertThat(guarded.heads()).singleElement().asString().containsIgnoringCase(OURS);
            assertThat(other.heads()).hasSize(2);
            assertThat(other.heads())
                    .allSatisfy(
                            head ->
                                    assertThat(head)
                                            .doesNotContainIgnoringCase("ray-token")
                                            .doesNotContainIgnoringCase("x-ray-authorization"));
        }
    }

    private GatewayUnderTest before(FaultyUpstream guarded, FaultyUpstream other) throws Exception {
        String credential =
                "credential: {header: X-Ray-Authorization, value: {file: "
                        + folder.resolve("token")
                        + "}}";
        return GatewayUnderTest.start(
                """
                clusters:
                  guarded: {endpoints: [http://127.0.0.1:%d], health: off, %4$s}
                  gone: {endpoints: [http://127.0.0.1:%3$d], health: off, %4$s}
                  other: {endpoints: [http://127.0.0.1:%2$d], health: off}
                routes:
                  guarded: {match: {path: /guarded}, auth: [apiKeys], tenants: all, split: {weights: {guarded: 1}}}
                  other: {match: {path: /other}, auth: [apiKeys], tenants: all, split: {weights: {other: 1}}}
                  failover:
                    match: {path: /failover}
                    auth: [apiKeys]
                    tenants: all
                    split: {weights: {gone: 1000000, other: 1}, failover: true}
                """
                        .formatted(
                                guarded.port(),
                                other.port(),
                                FaultyUpstream.closedPort(),
                                credential));
    }
}
