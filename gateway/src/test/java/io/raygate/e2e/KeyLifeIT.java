package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.Cli;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A new user's first key before a real Ray Serve application: made, rotated under traffic, revoked.
 */
@ExtendWith(RealRay.class)
class KeyLifeIT {

    @Test
    void aKeyOfTheStoreOpensRayUntilItIsRevoked(RayClusters ray)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("raygate-keys");
        String yaml =
                """
                state: {folder: "%s"}
                clusters: {stable: {endpoints: ["%s"], health: {interval: 1s, timeout: 5s}}}
                routes: {echo: {match: {path: /echo}, auth: [apiKeys], tenants: all, split: {weights: {stable: 1}}}}
                """
                        .formatted(folder.resolve("state"), ray.stable().http());
        try (GatewayProcess gateway = GatewayProcess.start(yaml)) {
            Cli cli = new Cli(folder.resolve("home"), gateway.ports().admin());
            cli.done("login", "--bootstrap", "--state", folder.resolve("state").toString());
            cli.done("tenant", "create", "initech");
            String first = key(cli, "key", "create", "laptop", "--tenant", "initech");
            Caller caller = Caller.of(gateway);

            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            Thread traffic =
                    Thread.startVirtualThread(
                            () -> {
                                while (!done.get()) {
                                    int status = status(caller, gateway, first);
                                    (status == 200 ? answered : refused).incrementAndGet();
                                }
                            });
            String id = KeyFormat.id(first);
            String next = key(cli, "key", "rotate", id, "--overlap", "1h");
            int before = answered.get();
            Awaitility.await().until(() -> answered.get() > before + 10);
            assertThat(status(caller, gateway, next)).isEqualTo(200);
            done.set(true);
            traffic.join();
            assertThat(refused).hasValue(0);

            cli.done("key", "revoke", id, "--yes");
            assertThat(status(caller, gateway, first)).isEqualTo(401);
            assertThat(status(caller, gateway, next)).isEqualTo(200);
            assertThat(cli.done("audit", "list").out()).contains("key.revoke", "key.rotate");
            assertThat(cli.done("audit", "verify").out()).contains("true");
        }
    }

    private static String key(Cli cli, String... arguments) {
        String[] quiet = Arrays.copyOf(arguments, arguments.length + 1);
        quiet[arguments.length] = "--quiet";
        return cli.done(quiet).out().strip();
    }

    private static int status(Caller caller, GatewayProcess gateway, String key) {
        try {
            return caller.send(
                            HttpRequest.newBuilder(URI.create(gateway.http() + "/echo"))
                                    .header("X-API-Key", key),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
