package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D-02, S-59: a pepper comes to one gateway after the other, and no gateway refuses a good key. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PepperRolloutIT {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private PostgresServer server;
    private FaultyUpstream upstream;
    private String stores;
    private StoredGateway one;
    private StoredGateway two;

    @BeforeEach
    void start() throws IOException {
        for (int version = 1; version <= 3; version++) {
            Files.writeString(folder.resolve("" + version), String.valueOf(version).repeat(32));
        }
        server = PostgresServer.start();
        stores =
                "stores: {keys: {jdbc: \"%s\", user: %s}}\n"
                        .formatted(server.newDatabase(), PostgresServer.USER);
        upstream = Named.upstream("one");
        one = StoredGateway.start(state("one"), upstream, sections(1)).owned();
        two = StoredGateway.start(state("two"), upstream, sections(1)).ownedAs(one);
    }

    @AfterEach
    void stop() throws IOException {
        two.close();
        one.close();
        upstream.close();
        server.close();
    }

    private Path state(String name) {
        return folder.resolve("state-" + name);
    }

    private String sections(int... versions) {
        String all =
                String.join(
                        ", ",
                        IntStream.of(versions)
                                .mapToObj(v -> v + ": {file: \"" + folder + "/" + v + "\"}")
                                .toList());
        return stores + "auth: {apiKeys: {peppers: {" + all + "}}}\n";
    }

    private void peppers(StoredGateway gateway, String name, int... versions) {
        gateway.gateway()
                .reconfigure(StoredGateway.yaml(state(name), upstream) + sections(versions));
    }

    private static void opens(StoredGateway gateway, String key) {
        await().atMost(BOUND)
                .until(
                        () -> gateway.status(key),
                        status -> {
                            assertThat(status).isIn(200, 401);
                            return status == 200;
                        });
    }

    @Test
    void aKeyMadeOrUsedWhereTheNewOneIsOpensWhereItIsNotYet() {
        String early = one.newKey().getString("key");
        opens(two, early);
        peppers(one, "one", 1, 2);
        String late = one.newKey().getString("key");
        opens(two, late);
        assertThat(one.status(early)).isEqualTo(200);
        await().atMost(BOUND).until(() -> one.keysOf(2) == 2);
        assertThat(two.keysOf(2)).isZero();
        assertThat(two.status(early)).isEqualTo(200);
        assertThat(two.administer("/v1/whoami").statusCode()).isEqualTo(200);
        peppers(two, "two", 1, 2);
        assertThat(two.keysOf(2)).isEqualTo(2);
        peppers(one, "one", 2);
        peppers(two, "two", 2);
        for (StoredGateway gateway : new StoredGateway[] {one, two}) {
            assertThat(gateway.status(early)).isEqualTo(200);
            assertThat(gateway.status(late)).isEqualTo(200);
        }
    }

    @Test
    void theNewOneMayBeTakenBack() {
        peppers(one, "one", 1, 2);
        String key = one.newKey().getString("key");
        peppers(one, "one", 1);
        assertThat(one.keysOf(1)).isEqualTo(1);
        assertThat(one.status(key)).isEqualTo(200);
        opens(two, key);
    }

    @Test
    void whatCameTwiceIsDoneOnceWhereverItComes() {
        peppers(one, "one", 1, 2);
        String made = one.newKeyOnce("k").body();
        peppers(two, "two", 1, 2, 3);
        assertThat(two.newKeyOnce("k").body()).isEqualTo(made);
    }
}
