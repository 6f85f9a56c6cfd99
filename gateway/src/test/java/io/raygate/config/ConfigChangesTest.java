package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reload logs, and what it must refuse by name. */
class ConfigChangesTest {

    private static ConfigChanges changes(String from, String to) {
        return ConfigChanges.between(
                Configs.loaded(Configs.BASE).effective(),
                Configs.loaded(Configs.changed(from, to)).effective());
    }

    private static List<String> lines(ConfigChanges changes) {
        return changes.changes().stream().map(ConfigChanges.Change::toString).toList();
    }

    @Test
    void findNothingBetweenEqualConfigurations() {
        assertThat(changes("timeouts: {head: 10s}", "timeouts: {}").changes()).isEmpty();
    }

    @Test
    void nameWhatIsAddedRemovedAndChanged() {
        assertThat(lines(changes("{main: 1}", "{main: 3}")))
                .containsExactly("routes.chat.split.weights.main: 1 -> 3");
        assertThat(lines(changes("trustedProxies:", "drain: {delay: 1s}\ntrustedProxies:")))
                .containsExactly("drain.delay: 5s -> 1s");
        assertThat(lines(changes("{acme: {", "{globex: {}, acme: {")))
                .containsExactly("tenants.globex: added");
        assertThat(lines(changes("auth: [jwt.corp, apiKeys]", "auth: [apiKeys]")))
                .containsExactly("routes.chat.auth: [jwt.corp, apiKeys] -> [apiKeys]");
        assertThat(lines(changes("match: {path: /v1}", "match: {path: /v1}\n    application: llm")))
                .containsExactly("routes.chat.application: set to llm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:8080 | 127.0.0.1:8081 | listeners.http.address",
                "redirectTo: https | h2c: true | listeners.http.h2c",
                "listeners: | 'listeners:\n  other: {address: \"127.0.0.1:0\"}' | listeners.other",
                "head: 10s | head: 9s | timeouts.head",
                "body: 10MiB | headers: 16KiB | sizes.headers",
                "retry: | 'ops: {address: \"127.0.0.1:1\"}\nretry:' | ops.address",
                "retry: | 'admin: {address: \"127.0.0.1:1\"}\nretry:' | admin.address",
                "retry: | 'state: {folder: /tmp/x}\nretry:' | state",
                "retry: | 'http2: {streams: 9}\nretry:' | http2.streams"
            })
    void nameWhatNeedsARestart(String from, String to, String path) {
        assertThat(changes(from, to).needingRestart())
                .extracting(ConfigChanges.Change::path)
                .contains(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main: 1 | main: 2",
                "a.crt | b.crt",
                "[10.0.0.0/24] | []",
                "body: 10MiB | body: 1MiB",
                "{acme: {keys | {globex: {}, acme: {suspended: true, keys",
                "127.0.0.1:8001 | 127.0.0.1:8002",
                "path: /v1 | path: /v2",
                "retry: | 'ops: {token: {env: X}}\nretry:'"
            })
    void takeEverythingElseAtOnce(String from, String to) {
        ConfigChanges changes = changes(from, to);
        assertThat(changes.changes()).isNotEmpty();
        assertThat(changes.needingRestart()).isEmpty();
    }

    @Test
    void sayWhereARestartIsNeeded() {
        LoadedConfig next = Configs.loaded(Configs.changed("127.0.0.1:8080", "127.0.0.1:8081"));
        ConfigChanges changes =
                ConfigChanges.between(Configs.loaded(Configs.BASE).effective(), next.effective());
        assertThat(changes.changes().getFirst().refusal(next))
                .hasToString(
                        "/etc/raygate/config.yaml:4:19: listeners.http.address: cannot change while the gateway runs"
                                + " (127.0.0.1:8080 -> 127.0.0.1:8081), needed: a restart");
    }
}
