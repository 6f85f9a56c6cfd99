package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** D-01: reloads under traffic, some of them bad. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ReloadIT {
    private static final int RELOADS = 30;
    private static final String CHECKS = "{interval: 500ms, timeout: 30s, unhealthyAfter: 1}";
    private static final String SUCCESSFUL = "raygate_config_last_reload_successful";

    /** Requests go to this cluster, under a path that begins with its name, and nowhere else. */
    private static String serving(String cluster, FaultyUpstream one, FaultyUpstream two) {
        return """
            clusters:
              one: {endpoints: [http://127.0.0.1:%d], health: off}
              two: {endpoints: [http://127.0.0.1:%d], health: off}
            routes:
              all: {match: {path: /a}, auth: [apiKeys], tenants: all, rewrite: {prefix: /%3$s}, split: {weights: {%3$s: 1}}}
            """
                .formatted(one.port(), two.port(), cluster);
    }

    @Test
    void noRequestFailsAndNoneSeesTwoConfigurations() throws IOException {
        try (FaultyUpstream one = Named.upstream("one");
                FaultyUpstream two = Named.upstream("two");
                GatewayUnderTest gateway = GatewayUnderTest.start(serving("one", one, two))) {
            URI target = URI.create("http://127.0.0.1:" + gateway.port() + "/a");
            Traffic traffic = new Traffic(target, gateway.key(), 4);
            try (traffic) {
                for (int i = 1; i <= RELOADS; i++) {
                    String cluster = i % 2 == 0 ? "one" : "two";
                    if (i % 6 == 0) {
                        refuse(gateway, serving(cluster, one, two) + "rowtes: {}\n");
                    }
                    gateway.reconfigure(serving(cluster, one, two));
                    int before = traffic.size();
                    await().until(() -> traffic.size() > before);
                }
            }
            assertThat(traffic.answers()).isNotEmpty().allMatch(answer -> answer.status() == 200);
            assertThat(traffic.answers())
                    .as("cluster and path are of one configuration")
                    .allMatch(ReloadIT::isOfOne);
            assertThat(paths(one)).isNotEmpty().allMatch(line -> line.contains(" /one/"));
            assertThat(paths(two)).isNotEmpty().allMatch(line -> line.contains(" /two/"));
        }
    }

    /** S-87: it would leave the endpoint as one that has never been found healthy. */
    @Test
    void aCheckThatAReloadCutsOffSaysNothing() throws Exception {
        try (FaultyUpstream upstream = FaultyUpstream.start(ReloadIT::answerChecksOnce);
                GatewayUnderTest gateway = GatewayUnderTest.start(checked(upstream, CHECKS))) {
            await().until(() -> upstream.heads().size() > 1);
            gateway.reconfigure(checked(upstream, "off"));
            assertThat(upstream.conversations().get(1).isGone()).isTrue();
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
        }
    }

    private static String checked(FaultyUpstream upstream, String health) {
        return """
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: %s}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """
                .formatted(upstream.port(), health);
    }

    private static void answerChecksOnce(Conversation conversation) throws IOException {
        boolean check = conversation.readHead().startsWith("GET /-/healthz");
        if (check && conversation.number() > 0) {
            conversation.awaitGone();
        } else {
            conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    }

    private static void refuse(GatewayUnderTest gateway, String bad) {
        long version = gateway.gateway().snapshotVersion();
        gateway.rewrite(bad);
        await().until(() -> gateway.metric(SUCCESSFUL) == 0);
        assertThat(gateway.gateway().snapshotVersion()).isEqualTo(version);
        assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
        assertThat(gateway.ops("/readyz?verbose").body()).contains("refused", "rowtes");
    }

    private static boolean isOfOne(Traffic.Answer answer) {
        String[] words = answer.body().split(" ", 3);
        return words[2].equals("/" + words[0] + "/" + answer.id());
    }

    private static List<String> paths(FaultyUpstream upstream) {
        return upstream.heads().stream()
                .map(head -> head.substring(0, head.indexOf('\r')))
                .toList();
    }

    @Test
    void aGoodFileEndsWhatABadOneSaid() throws IOException {
        try (FaultyUpstream one = Named.upstream("one");
                FaultyUpstream two = Named.upstream("two");
                GatewayUnderTest gateway = GatewayUnderTest.start(serving("one", one, two))) {
            refuse(gateway, "rowtes: {}\n");
            assertThat(gateway.get("/a/b").body()).isEqualTo("one GET /one/b");
            gateway.reconfigure(serving("two", one, two));
            assertThat(gateway.metric(SUCCESSFUL)).isEqualTo(1);
            assertThat(gateway.ops("/readyz?verbose").body()).doesNotContain("refused");
            assertThat(gateway.get("/a/b").body()).isEqualTo("two GET /two/b");
        }
    }

    @Test
    void theOldFilePutBackEndsWhatABadOneSaid() throws IOException {
        try (FaultyUpstream one = Named.upstream("one");
                FaultyUpstream two = Named.upstream("two");
                GatewayUnderTest gateway = GatewayUnderTest.start(serving("one", one, two))) {
            refuse(gateway, serving("two", one, two) + "rowtes: {}\n");
            gateway.rewrite(serving("one", one, two));
            await().until(() -> gateway.metric(SUCCESSFUL) == 1);
            assertThat(gateway.ops("/readyz?verbose").body()).doesNotContain("refused");
        }
    }
}
