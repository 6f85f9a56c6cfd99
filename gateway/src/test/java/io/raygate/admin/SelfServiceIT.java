package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-89: what a credential of the role {@code tenant} cannot undo, and for how long it gives. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SelfServiceIT {
    private static Instant end;

    private static AdminUnderTest admin;
    private static AdminClient self;
    private static AdminClient ending;

    @BeforeAll
    static void start() {
        end = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS);
        admin = AdminUnderTest.start();
        admin.tenant("mine");
        JsonObject tenant = new JsonObject().put("role", "tenant").put("tenant", "mine");
        self = admin.caller(tenant.copy().put("name", "self"));
        ending = admin.caller(tenant.put("name", "ending").put("expiresAt", end.toString()));
    }

    @AfterAll
    static void close() {
        admin.close();
    }

    private static String key() {
        return "/v1/keys/" + admin.key("mine").getString("id");
    }

    private static String expiresAt(Instant time) {
        return new JsonObject().put("expiresAt", time.toString()).encode();
    }

    private static void isForOthers(AdminClient.Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        assertThat(reply.json().getString("detail")).startsWith("Ask the administrators");
    }

    @Test
    void switchesAKeyOffAndNotOn() {
        String key = key();
        assertThat(self.patch(key, "{\"enabled\":false}").status()).isEqualTo(200);
        isForOthers(self.patch(key, "{\"enabled\":true}"));
        assertThat(self.patch(key, "{\"enabled\":null}").pointers()).containsExactly("/enabled");
        assertThat(self.patch(key, "{\"owner\":\"me\",\"enabled\":false}").status()).isEqualTo(200);
        assertThat(admin.owner().get(key).json().getBoolean("enabled")).isFalse();
        JsonObject next = self.post(key + "/rotate", "{\"overlap\":\"0s\"}").json();
        assertThat(next.getBoolean("enabled")).isFalse();
        assertThat(admin.owner().patch("/v1/keys/" + next.getString("id"), "{\"enabled\":true}"))
                .extracting(AdminClient.Reply::status)
                .isEqualTo(200);
    }

    @Test
    void bringsTheEndOfAKeyNearerAndNeverPutsItOff() {
        String key = key();
        Instant far = end.plus(Duration.ofDays(5));
        assertThat(self.patch(key, expiresAt(far)).status()).isEqualTo(200);
        assertThat(self.patch(key, expiresAt(end)).status()).isEqualTo(200);
        isForOthers(self.patch(key, expiresAt(far)));
        isForOthers(self.patch(key, "{\"expiresAt\":null}"));
        assertThat(self.patch(key, "{\"owner\":\"me\"}").json().getString("expiresAt"))
                .isEqualTo(end.toString());
        assertThat(admin.owner().patch(key, "{\"expiresAt\":null}").status()).isEqualTo(200);
    }

    @Test
    void makesNoKeyThatOutlivesTheCredential() {
        for (String body : List.of("{\"name\":\"k\"}", "{\"name\":\"k\",\"expiresAt\":null}")) {
            assertThat(ending.post("/v1/keys", body).json().getString("expiresAt"))
                    .isEqualTo(end.toString());
        }
        Instant earlier = end.minus(Duration.ofDays(1));
        JsonObject asked = new JsonObject().put("name", "k").put("expiresAt", earlier.toString());
        assertThat(ending.post("/v1/keys", asked.encode()).json().getString("expiresAt"))
                .isEqualTo(earlier.toString());
        asked.put("expiresAt", end.plusSeconds(1).toString());
        assertThat(ending.post("/v1/keys", asked.encode()).pointers())
                .containsExactly("/expiresAt");
        assertThat(self.post("/v1/keys", asked.encode()).status()).isEqualTo(201);
    }

    @Test
    void renewsNoKeyBeyondTheCredential() {
        for (String before : List.of("null", "\"" + end.plus(Duration.ofDays(9)) + "\"")) {
            String key = key();
            admin.owner().patch(key, "{\"expiresAt\":" + before + "}");
            assertThat(
                            ending.post(key + "/rotate", "{\"overlap\":\"0s\"}")
                                    .json()
                                    .getString("expiresAt"))
                    .isEqualTo(end.toString());
        }
    }
}
