package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the words of the file come to in the records. */
class ValuesTest {

    private static GatewayConfig config(String from, String to) {
        return Configs.loaded(Configs.changed(from, to)).config();
    }

    private static RouteConfig chat(GatewayConfig config) {
        return Objects.requireNonNull(config.routes().get("chat"));
    }

    private static ClusterConfig main(GatewayConfig config) {
        return Objects.requireNonNull(config.clusters().get("main"));
    }

    @Test
    void halfACharacterIsNoText() {
        assertThat(Forms.NAME.parse("a\ud83d\ude80")).isInstanceOf(Parsed.Value.class);
        assertThat(Forms.NAME.parse("a\ud83d")).isInstanceOf(Parsed.Wrong.class);
        assertThat(Forms.NAME.parse("a\ude80")).isInstanceOf(Parsed.Wrong.class);
    }

    @Test
    void routesStartFromTheGatewaysTimeoutsAndSizes() {
        GatewayConfig config = config("{head: 10s}", "{firstByte: 9s, total: 8s}");
        TimeoutsConfig.Exchange timeouts = chat(config).timeouts();
        assertThat(timeouts.firstByte()).hasSeconds(9);
        config = config("split:", "timeouts: {firstByte: 7s}\n    sizes: {body: 1KiB}\n    split:");
        assertThat(chat(config).timeouts().firstByte()).hasSeconds(7);
        assertThat(chat(config).timeouts().total()).hasMinutes(5);
        assertThat(chat(config).sizes()).isEqualTo(new SizesConfig.Body(1024));
        assertThat(config.timeouts().exchange().firstByte()).hasSeconds(60);
    }

    @Test
    void clustersStartFromTheGatewaysUpstreamAndRetry() {
        GatewayConfig config =
                config("{budget: 10%}", "{budget: 5%, attempts: 2}\nupstream: {pending: 7}");
        assertThat(main(config).upstream().pending()).isEqualTo(7);
        assertThat(main(config).retryBudget()).isEqualTo(0.05);
        assertThat(chat(config).retry().attempts()).isEqualTo(2);
        config = config("8001\"]", "8001\"], upstream: {pending: 8}, retry: {budget: 1%}");
        assertThat(main(config).upstream().pending()).isEqualTo(8);
        assertThat(main(config).upstream().connections()).isEqualTo(256);
        assertThat(main(config).retryBudget()).isEqualTo(0.01);
    }

    @Test
    void offIsToldFromAbsent() {
        GatewayConfig config = config("8001\"]", "8001\"], health: off, eject: off");
        assertThat(main(config).health()).isNull();
        assertThat(main(config).eject()).isNull();
        config = config("throttle: {perKey: 10/min}", "throttle: off");
        assertThat(config.auth().throttle()).isEqualTo(new AuthConfig.Throttle(null, null));
        config = config("{perKey: 10/min}", "{perKey: off}");
        assertThat(config.auth().throttle())
                .isEqualTo(new AuthConfig.Throttle(new Rate(30, Duration.ofMinutes(1)), null));
        config = config("{head: 10s}", "{bodyMinRate: off}\nconnections: {perAddress: off}");
        assertThat(config.timeouts().exchange().bodyMinRate()).isZero();
        assertThat(config.connections().perAddress()).isZero();
    }

    @Test
    void environmentVariablesStandInValuesOfEachKind() {
        GatewayConfig config =
                Configs.loaded(
                                Configs.BASE
                                        .replace(
                                                "{head: 10s}",
                                                "{head: \"${HEAD}\", connect: \"${NOWHERE:-3s}\"}")
                                        .replace("127.0.0.1:8001", "127.0.0.1:${PORT}")
                                        .replace("{main: 1}", "{main: \"${EMPTY:-4}\"}")
                                        .replace(
                                                "tenants: [acme]",
                                                "openai: ${NOWHERE:-true}\n    application: $${HEAD}\n    tenants: [acme]"))
                        .config();
        assertThat(config.timeouts().head()).hasSeconds(7);
        assertThat(config.timeouts().exchange().connect()).hasSeconds(3);
        assertThat(main(config).endpoints()).containsExactly(URI.create("http://127.0.0.1:8000"));
        assertThat(chat(config).split().weights()).isEqualTo(Map.of("main", 4));
        assertThat(chat(config).switches().openai()).isTrue();
        assertThat(chat(config).application()).isEqualTo("${HEAD}");
    }

    @Test
    void environmentVariablesAreNotKeysAndNotReadTwice() {
        assertThat(Configs.faults(Configs.load(Configs.changed("timeouts:", "${HEAD}:"))))
                .isNotEmpty();
        ConfigLoader loader = new ConfigLoader(Map.of("A", "${B}", "B", "no")::get);
        ConfigResult result =
                loader.load(
                        Configs.FILE,
                        Configs.changed("split:", "application: ${A}\n    split:")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(result)
                .isInstanceOfSatisfying(
                        LoadedConfig.class,
                        it -> assertThat(chat(it.config()).application()).isEqualTo("${B}"));
    }

    @Test
    void endpointsAlwaysHaveAPort() {
        assertThat(main(config("http://127.0.0.1:8001", "http://ray.example")).endpoints())
                .containsExactly(URI.create("http://ray.example:80"));
        assertThat(main(config("http://127.0.0.1:8001", "https://[FD00::1]")).endpoints())
                .containsExactly(URI.create("https://[fd00::1]:443"));
    }

    @Test
    void namedMethodsAreToldFromTheCommonOnes() {
        assertThat(chat(Configs.loaded(Configs.BASE).config()).match().methods()).isEmpty();
        assertThat(
                        chat(config("{path: /v1}", "{path: /v1, methods: [GET, PURGE]}"))
                                .match()
                                .methods())
                .containsExactly("GET", "PURGE");
    }

    @Test
    void hostsAreInLowerCase() {
        assertThat(
                        chat(config(
                                        "{path: /v1}",
                                        "{exactPath: /v1/, hosts: [API.Example.com, \"[FD00::1]\"]}"))
                                .match())
                .isEqualTo(
                        new MatchConfig(
                                List.of("api.example.com", "[fd00::1]"),
                                new MatchConfig.Path.Exact("/v1/"),
                                List.of(),
                                Map.of()));
    }

    @Test
    void http2GoesWithTls() {
        GatewayConfig config = Configs.loaded(Configs.BASE).config();
        assertThat(config.listeners().get("https"))
                .extracting(ListenerConfig::http2)
                .isEqualTo(true);
        assertThat(config.listeners().get("http"))
                .extracting(ListenerConfig::http2)
                .isEqualTo(false);
    }

    @Test
    void unwrittenFilesHaveNoPlaceInTheConfigurationFolder() {
        assertThat(Configs.loaded(Configs.BASE + "state: {}\n").config().state())
                .isEqualTo(new StateConfig(Path.of("/var/lib/raygate")));
    }

    @Test
    void equalFilesMakeEqualConfigurations() {
        assertThat(Configs.loaded(Configs.BASE).config())
                .isEqualTo(Configs.loaded(Configs.BASE).config());
    }

    @Test
    void laterStagesFindThePlaceOfAKey() {
        LoadedConfig loaded = Configs.loaded(Configs.BASE);
        assertThat(
                        loaded.problem(
                                        "listeners.https.tls.certificates[0].key",
                                        "cannot be read",
                                        "")
                                .toString())
                .isEqualTo(
                        "/etc/raygate/config.yaml:3:100: listeners.https.tls.certificates[0].key: cannot be read");
        assertThat(loaded.problem("clusters.main.upstream.idle", "x", "").position().line())
                .isEqualTo(12);
        assertThat(loaded.problem("nowhere", "x", "").position().line()).isEqualTo(1);
    }
}
