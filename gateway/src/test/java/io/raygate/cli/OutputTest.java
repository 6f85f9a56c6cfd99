package io.raygate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables for people, the API's own shape for scripts, and a key shown once. */
class OutputTest {
    private static final String ISSUED =
            """
            {"id":"K1","name":"ci","scopes":["infer","admin"],"meta":{"a":"1"},"expiresAt":null,"enabled":true,"key":"rg_live_K1_s"}""";
    private static final String PAGE =
            """
            {"items":[{"id":"acme","name":"Acme\\u001b[31m","suspended":false,"maxKeyLife":"90d","declared":true,"createdAt":"2026-11-28T09:00:00Z"},
                      {"id":"b","name":"","suspended":true,"maxKeyLife":null,"declared":false,"createdAt":"2026-11-28T10:00:00Z"}],"nextCursor":null}""";

    private FakeAdmin admin;
    private CommandsUnderTest commands;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        admin =
                FakeAdmin.start()
                        .on("POST /v1/keys", 201, ISSUED)
                        .on("GET /v1/tenants?limit=200", 200, PAGE);
        commands =
                new CommandsUnderTest(home)
                        .with("RAYGATE_ADMIN_URL", admin.url())
                        .with("RAYGATE_ADMIN_KEY", "rga_live_x");
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void aNewKeyIsShownOnceWithANoteBesideIt() {
        assertThat(commands.run("key create ci")).isZero();
        assertThat(commands.out())
                .isEqualTo(
                        """
                        id       K1
                        name     ci
                        scopes   infer admin
                        meta     a=1
                        enabled  true
                        key      rg_live_K1_s
                        """);
        assertThat(commands.err()).isEqualTo("The key is shown this once.\n");
    }

    @Test
    void quietLeavesTheKeyAlone() {
        assertThat(commands.run("key create ci --quiet")).isZero();
        assertThat(commands.out()).isEqualTo("rg_live_K1_s\n");
        assertThat(commands.run("tenant list --quiet --output json")).isZero();
        assertThat(commands.out()).isEqualTo("acme\nb\n");
    }

    @Test
    void aListIsATableWhoseColumnsStandBelowEachOther() {
        assertThat(commands.run("tenant list")).isZero();
        assertThat(commands.out())
                .isEqualTo(
                        """
                        id    name       suspended  maxKeyLife  limits  parent  declared  createdAt
                        acme  Acme?[31m  false      90d                         true      2026-11-28T09:00:00Z
                        b                true                                   false     2026-11-28T10:00:00Z
                        """);
        assertThat(commands.err()).isEmpty();
    }

    @Test
    void scriptsGetTheShapeOfTheApi() {
        assertThat(commands.run("key create ci --output json")).isZero();
        assertThat(new JsonObject(commands.out())).isEqualTo(new JsonObject(ISSUED));
        assertThat(commands.run("tenant list --output JSON")).isZero();
        assertThat(new JsonObject(commands.out())).isEqualTo(new JsonObject(PAGE));
    }

    @Test
    void scriptsGetTheSameInYaml() {
        assertThat(commands.run("key create ci --output yaml")).isZero();
        assertThat(commands.out())
                .isEqualTo(
                        """
                        id: K1
                        name: ci
                        scopes:
                        - infer
                        - admin
                        meta:
                          a: '1'
                        expiresAt: null
                        enabled: true
                        key: rg_live_K1_s
                        """);
        assertThat(commands.run("tenant list --output yaml")).isZero();
        assertThat(commands.out()).startsWith("items:\n- id: acme\n").contains("\\e[31m");
    }

    @Test
    void theAuditIsATableOfWhoDidWhat() {
        admin.on(
                "GET /v1/audit?limit=200",
                200,
                """
                {"items":[{"sequence":7,"at":"2026-11-28T09:00:00Z","actor":"A1","role":"owner","address":"127.0.0.1","requestId":"R",
                           "action":"key.create","target":"K1","outcome":"done","before":null,"after":{},"hash":"00"}],"nextCursor":null}""");
        assertThat(commands.run("audit list")).isZero();
        assertThat(commands.out())
                .isEqualTo(
                        """
                        sequence  at                    actor  role   action      target  outcome  requestId  change
                        7         2026-11-28T09:00:00Z  A1     owner  key.create  K1      done     R
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "done | {\"enabled\":true,\"tags\":[]} | {\"enabled\":false,\"tags\":[\"a\",\"b\"]} | enabled=false tags=a b",
                "done | {\"revokedReason\":null,\"revokedAt\":null} | {\"revokedReason\":\"lost\",\"revokedAt\":\"x\"} | lost",
                "done | {\"revokedReason\":\"lost\",\"name\":\"a\"} | {\"revokedReason\":\"lost\",\"name\":\"b\"} | name=b",
                "done | null | {\"kind\":\"jti\",\"reason\":\"stolen\"} | stolen",
                "done | {\"kind\":\"jti\",\"reason\":\"stolen\"} | null | stolen",
                "done | {\"name\":\"a\"} | {\"name\":\"a\\u001b[2J\"} | name=a?[2J",
                "denied | null | {\"count\":3} | count=3",
            })
    void theAuditTellsPeopleTheReasonOrWhatChanged(
            String outcome, String before, String after, String change) {
        String page =
                "{\"items\":[{\"sequence\":7,\"outcome\":\"%s\",\"requestId\":\"R\",\"before\":%s,\"after\":%s}],\"nextCursor\":null}"
                        .formatted(outcome, before, after);
        admin.on("GET /v1/audit?limit=200", 200, page);
        assertThat(commands.run("audit list")).isZero();
        assertThat(commands.out()).endsWith(" R          " + change + "\n");
        assertThat(commands.run("audit list --output json")).isZero();
        assertThat(new JsonObject(commands.out())).isEqualTo(new JsonObject(page));
    }

    @Test
    void theStatusIsALineAnEndpoint() {
        String status =
                """
                {"snapshot":3,"clusters":{"llm":{"usable":1,"ejected":0,"panic":false,"insecureSkipVerify":false,
                 "endpoints":[{"address":"10.0.0.1:8000","health":"healthy","inFlight":2},{"address":"10.0.0.2:8000","health":"unhealthy","inFlight":0}]}}}""";
        admin.on("GET /v1/status", 200, status);
        assertThat(commands.run("status")).isZero();
        assertThat(commands.out())
                .isEqualTo(
                        """
                        cluster  address        health     inFlight  panic
                        llm      10.0.0.1:8000  healthy    2         false
                        llm      10.0.0.2:8000  unhealthy  0         false
                        """);
        assertThat(commands.run("status --output json")).isZero();
        assertThat(new JsonObject(commands.out())).isEqualTo(new JsonObject(status));
    }
}
