package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D-05, S-62, S-101, section 17: whole gateways whose PostgreSQL goes and comes back. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StoreLossIT {
    private static final String UNAVAILABLE = "credential_store_unavailable";

    @TempDir private Path folder;

    private final String unknown = new KeyGenerator(new SecureRandom()).next("rg", "live");
    private PostgresServer server;
    private FaultyUpstream upstream;
    private String store;

    /** How a server goes, and how it comes back. */
    enum Loss {
        FROZEN,
        KILLED;

        void begin(PostgresServer server) {
            switch (this) {
                case FROZEN -> server.freeze();
                case KILLED -> server.kill();
            }
        }

        void end(PostgresServer server) {
            switch (this) {
                case FROZEN -> server.thaw();
                case KILLED -> server.restart();
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        server = PostgresServer.start();
        upstream = Named.upstream("one");
        store = "stores: {keys: {jdbc: \"" + server.newDatabase() + "\", user: postgres}}\n";
    }

    @AfterEach
    void close() throws IOException {
        upstream.close();
        server.close();
    }

    private StoredGateway start(String sections) {
        return StoredGateway.start(folder, upstream, store + sections);
    }

    private static void isUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains(UNAVAILABLE);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKnownGoesOnAndWhatIsNotIsNeverCalledWrong(Loss loss) {
        try (StoredGateway gateway = start("").owned()) {
            JsonObject known = gateway.newKey();
            JsonObject revoked = gateway.newKey();
            gateway.revoke(revoked);
            loss.begin(server);
            try {
                await().until(() -> gateway.status(unknown) == 503);
                isUnavailable(gateway.call(unknown));
                assertThat(gateway.status(known.getString("key"))).isEqualTo(200);
                assertThat(gateway.status(revoked.getString("key"))).isEqualTo(401);
                assertThat(gateway.status(gateway.gateway().key())).isEqualTo(200);
                isRefusedByAdmin(gateway.administer("/v1/keys"));
                assertThat(gateway.gateway().ops("/readyz").statusCode()).isEqualTo(200);
            } finally {
                loss.end(server);
            }
            isWellAgain(gateway, known, revoked);
        }
    }

    private static void isRefusedByAdmin(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    private void isWellAgain(StoredGateway gateway, JsonObject known, JsonObject revoked) {
        await().until(() -> gateway.status(unknown) == 401);
        await().until(() -> gateway.administer("/v1/keys").statusCode() == 200);
        assertThat(gateway.status(gateway.newKey().getString("key"))).isEqualTo(200);
        assertThat(gateway.status(revoked.getString("key"))).isEqualTo(401);
        gateway.revoke(known);
        assertThat(gateway.status(known.getString("key"))).isEqualTo(401);
        assertThat(
                        new JsonObject(gateway.administer("/v1/audit/verify").body())
                                .getBoolean("intact"))
                .isTrue();
    }

    @Test
    void keysOfAStoreThatIsGoneForTooLongCountNoMore() {
        try (StoredGateway gateway = start("auth: {apiKeys: {maxStale: 3s}}").owned()) {
            String known = gateway.newKey().getString("key");
            await().until(() -> gateway.status(known) == 200);
            server.kill();
            await().until(() -> gateway.status(known) == 503);
            isUnavailable(gateway.call(known));
            isUnavailable(gateway.call(unknown));
            isUnavailable(gateway.call(gateway.gateway().key()));
            server.restart();
            await().until(() -> gateway.status(known) == 200);
            assertThat(gateway.status(gateway.gateway().key())).isEqualTo(200);
        }
    }

    /** The store may have revoked a key that stands in the file. */
    @Test
    void aGatewayThatStartsWithoutItsStoreCallsNoKeyRightOrWrongAndIsReadyLater() {
        String known;
        try (StoredGateway gateway = start("").owned()) {
            known = gateway.newKey().getString("key");
        }
        server.kill();
        try (StoredGateway gateway = start("")) {
            isUnavailable(gateway.call(gateway.gateway().key()));
            isUnavailable(gateway.call(known));
            assertThat(gateway.gateway().ops("/readyz").statusCode()).isEqualTo(503);
            server.restart();
            await().until(() -> gateway.gateway().ops("/readyz").statusCode() == 200);
            assertThat(gateway.status(known)).isEqualTo(200);
            assertThat(gateway.status(gateway.gateway().key())).isEqualTo(200);
            assertThat(gateway.status(unknown)).isEqualTo(401);
        }
    }

    /** It can neither know nor make a pepper before it has seen whether the store was used. */
    @Test
    void theFirstStartOfAllMayComeBeforeItsStore() {
        server.kill();
        try (StoredGateway gateway = start("")) {
            isUnavailable(gateway.call(unknown));
            server.restart();
            await().until(() -> gateway.gateway().ops("/readyz").statusCode() == 200);
            assertThat(gateway.owned().status(gateway.newKey().getString("key"))).isEqualTo(200);
        }
    }
}
