package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** D-06: an upstream is killed, falls silent and comes back while requests go on. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class UpstreamDeathIT {
    private static final int CALLERS = 4;

    private FaultyUpstream one;
    private FaultyUpstream two;
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        one = Named.upstream("one");
        two = Named.upstream("two");
        relay = new Relay(one.port(), 1);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        one.close();
        two.close();
    }

    /**
     * One cluster of both, the first behind the relay.
     *
     * @param patience with a silent endpoint
     */
    private GatewayUnderTest both(String patience) {
        return GatewayUnderTest.start(
                """
                timeouts: {firstByte: %3$s}
                clusters:
                  main:
                    endpoints: [http://127.0.0.1:%1$d, http://127.0.0.1:%2$d]
                    health: {path: /health, interval: 100ms, timeout: %3$s, unhealthyAfter: 2, healthyAfter: 2}
                routes:
                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {main: 1}}}
                """
                        .formatted(relay.port(), two.port(), patience));
    }

    private static ConditionFactory soon() {
        return await().atMost(60, TimeUnit.SECONDS);
    }

    private static boolean hasUsable(GatewayUnderTest gateway, int count) {
        return gateway.metric("raygate_endpoints{cluster=\"main\",state=\"usable\"}") == count;
    }

    private Traffic traffic(GatewayUnderTest gateway) {
        return new Traffic(
                URI.create("http://127.0.0.1:" + gateway.port() + "/a"), gateway.key(), CALLERS);
    }

    /** The next answers but those to requests that were in work before. */
    private static List<Traffic.Answer> next(Traffic traffic) {
        int from = traffic.size() + CALLERS;
        int to = from + 50;
        soon().until(() -> traffic.size() >= to);
        return traffic.answers().subList(from, to);
    }

    @Test
    void onlyWhatIsInWorkFailsWhenAnEndpointIsKilledAndItComesBack() throws IOException {
        try (GatewayUnderTest gateway = both("30s");
                Traffic traffic = traffic(gateway)) {
            soon().until(() -> answers(traffic, "one") && answers(traffic, "two"));
            relay.die();
            soon().until(() -> hasUsable(gateway, 1));
            assertThat(next(traffic)).allMatch(answer -> isFullAnswerOf("two", answer));
            relay.revive();
            soon().until(() -> hasUsable(gateway, 2));
            assertThat(next(traffic)).allMatch(answer -> answer.status() == 200);
            soon().until(() -> next(traffic).stream().anyMatch(it -> isFullAnswerOf("one", it)));
            traffic.end();
            assertThat(failed(traffic))
                    .hasSizeLessThanOrEqualTo(CALLERS)
                    .allMatch(answer -> answer.status() == 502);
            nothingWasSentTwiceOrMixedUp(traffic);
        }
    }

    @Test
    void aSilentEndpointIsLeftOutUntilItSpeaksAgain() throws IOException {
        try (GatewayUnderTest gateway = both("3s");
                Traffic traffic = traffic(gateway)) {
            soon().until(() -> answers(traffic, "one") && answers(traffic, "two"));
            relay.silence(true);
            soon().until(() -> hasUsable(gateway, 1));
            assertThat(next(traffic)).allMatch(answer -> isFullAnswerOf("two", answer));
            relay.silence(false);
            soon().until(() -> hasUsable(gateway, 2));
            soon().until(() -> next(traffic).stream().anyMatch(it -> isFullAnswerOf("one", it)));
            traffic.end();
            assertThat(failed(traffic)).allMatch(answer -> answer.status() == 504);
            nothingWasSentTwiceOrMixedUp(traffic);
        }
    }

    @Test
    void aPostThatDiesInWorkIsNotSentAgain() throws IOException {
        try (FaultyUpstream dying =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.reset();
                                });
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(
                                """
                                clusters:
                                  main: {endpoints: [http://127.0.0.1:%1$d], health: off, eject: off}
                                  rest: {endpoints: [http://127.0.0.1:%2$d], health: off}
                                routes:
                                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {main: 1, rest: 0}, failover: true}}
                                """
                                        .formatted(dying.port(), two.port()))) {
            for (int i = 0; i < 10; i++) {
                assertThat(
                                gateway.send(
                                                gateway.request("/a")
                                                        .POST(BodyPublishers.ofString("once " + i)))
                                        .statusCode())
                        .isEqualTo(502);
            }
            assertThat(Named.bodies(dying)).doesNotHaveDuplicates().hasSize(10);
            assertThat(two.heads()).as("a started request goes nowhere else").isEmpty();
        }
    }

    @Test
    void aRequestThatNeverStartedGoesToTheOtherCluster() throws IOException {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(
                        """
                        retry: {budget: 50%%}
                        clusters:
                          main: {endpoints: [http://127.0.0.1:%d], health: off, eject: off}
                          rest: {endpoints: [http://127.0.0.1:%d], health: off}
                        routes:
                          all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {main: 1, rest: 1}, failover: true}}
                        """
                                .formatted(relay.port(), two.port()))) {
            relay.die();
            for (int i = 0; i < 40; i++) {
                assertThat(
                                gateway.send(
                                                gateway.request("/a")
                                                        .POST(BodyPublishers.ofString("b" + i)))
                                        .body())
                        .startsWith("two ");
            }
            assertThat(Named.bodies(two)).hasSize(40).doesNotHaveDuplicates();
        }
    }

    private static boolean answers(Traffic traffic, String name) {
        return traffic.answers().stream().anyMatch(answer -> isFullAnswerOf(name, answer));
    }

    private static boolean isFullAnswerOf(String name, Traffic.Answer answer) {
        return answer.status() == 200
                && answer.body().startsWith(name + " ")
                && answer.body().endsWith("/a/" + answer.id());
    }

    private static List<Traffic.Answer> failed(Traffic traffic) {
        return traffic.answers().stream().filter(answer -> answer.status() != 200).toList();
    }

    private void nothingWasSentTwiceOrMixedUp(Traffic traffic) {
        List<String> posts =
                Stream.concat(Named.bodies(one).stream(), Named.bodies(two).stream()).toList();
        assertThat(posts).as("POSTs that arrived").isNotEmpty().doesNotHaveDuplicates();
        assertThat(traffic.answers())
                .as("each answer is the one to its request")
                .allMatch(
                        answer ->
                                answer.status() != 200
                                        || answer.body().endsWith("/a/" + answer.id()));
    }
}
