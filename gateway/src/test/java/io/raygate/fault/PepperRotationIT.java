package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D-02, S-59, S-98: the pepper is changed for another one under traffic. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PepperRotationIT {
    private static final String SUCCESSFUL = "raygate_config_last_reload_successful";

    @TempDir private Path folder;

    private String peppers(int... versions) {
        String all =
                String.join(
                        ", ",
                        IntStream.of(versions)
                                .mapToObj(v -> v + ": {file: \"" + folder + "/" + v + "\"}")
                                .toList());
        return "auth: {apiKeys: {peppers: {" + all + "}}}\n";
    }

    @Test
    void noRequestFailsAndTheOldOneGoesWhenNoKeyNeedsIt() throws IOException {
        Files.writeString(folder.resolve("1"), "a".repeat(32));
        Files.writeString(folder.resolve("2"), "b".repeat(32));
        Path state = folder.resolve("state");
        try (FaultyUpstream upstream = Named.upstream("one");
                StoredGateway gateway = StoredGateway.start(state, upstream, peppers(1)).owned()) {
            String yaml = StoredGateway.yaml(state, upstream);
            String key = gateway.newKey().getString("key");
            String rare = gateway.newKey().getString("key");
            URI target = URI.create("http://127.0.0.1:" + gateway.gateway().port() + "/a");
            try (HttpClient client = HttpClient.newHttpClient();
                    Traffic traffic = new Traffic(client, target, key, 2)) {
                gateway.gateway().reconfigure(yaml + peppers(1, 2));
                long refused = isRefused(gateway, yaml + peppers(2));
                assertThat(gateway.status(rare)).isEqualTo(200);
                assertThat(gateway.administer("/v1/whoami").statusCode()).isEqualTo(200);
                await().until(() -> gateway.gateway().gateway().snapshotVersion() > refused);
                assertThat(gateway.keysOf(1)).isZero();
                assertThat(gateway.keysOf(2)).isEqualTo(2);
                int before = traffic.size();
                await().until(() -> traffic.size() > before + 10);
                traffic.end();
                assertThat(traffic.answers()).allMatch(answer -> answer.status() == 200);
            }
            assertThat(gateway.status(rare)).isEqualTo(200);
            assertThat(gateway.status(gateway.newKey().getString("key"))).isEqualTo(200);
        }
    }

    /** It is tried again until it may come into force. */
    private static long isRefused(StoredGateway gateway, String early) {
        long version = gateway.gateway().gateway().snapshotVersion();
        gateway.gateway().rewrite(early);
        await().until(() -> gateway.gateway().metric(SUCCESSFUL) == 0);
        assertThat(gateway.gateway().gateway().snapshotVersion()).isEqualTo(version);
        assertThat(gateway.gateway().ops("/readyz?verbose").body())
                .contains("pepper 1 is missing: 3 keys");
        return version;
    }
}
