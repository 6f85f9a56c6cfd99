package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.fault.ReplicaFaults;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.raygate.loadtest.serve.work.EngineModel;
import io.raygate.loadtest.serve.work.EngineTokens;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final String CHAT = "/llm/v1/chat/completions";

    @Test
    void takesLongerTheMoreCompletionsShareTheReplica() {
        assertThat(secondsFor(1)).isLessThan(secondsFor(12) * 0.8);
    }

    @Test
    void slowsDownUnderAThrottledGpu() {
        try (var ray = new RunningServe(EngineTest::withEngine)) {
            double normal = secondsFor(1);
            ray.serve().strike(ReplicaFaults.throttleGpu("chat", 3, Duration.ofHours(1))).await();
            assertThat(seconds(ray, 1)).isGreaterThan(normal * 2);
        }
    }

    @Test
    void stopsWorkingForACallerWhoLeft() {
        try (var ray = new RunningServe(EngineTest::withEngine)) {
            CompletableFuture<HttpResponse<String>> left =
                    ray.sendLater(ray.request(CHAT).POST(ask(100_000)));
            await().until(() -> ray.serve().ongoing("chat").await() == 1);
            left.cancel(true);
            await().until(() -> ray.serve().ongoing("chat").await() == 0);
            assertThat(seconds(ray, 1)).isLessThan(secondsFor(1) * 1.5);
        }
    }

    private static double secondsFor(int requests) {
        try (var ray = new RunningServe(EngineTest::withEngine)) {
            return seconds(ray, requests);
        }
    }

    /** Simulated seconds until all of some equal completions are done. */
    private static double seconds(RunningServe ray, int requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(ray.sendLater(ray.request(CHAT).POST(ask(50))));
        }
        await().until(() -> ray.serve().ongoing("chat").await() == requests);
        double seconds = 0;
        while (ray.serve().ongoing("chat").await() > 0) {
            ray.pass(0.05);
            seconds += 0.05;
        }
        assertThat(answers).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        return seconds;
    }

    static BodyPublisher ask(int tokens) {
        String prompt = "word ".repeat(400);
        return BodyPublishers.ofString(
                """
                {"model":"tiny-chat","max_tokens":%d,"messages":[{"role":"user","content":"%s"}]}"""
                        .formatted(tokens, prompt));
    }

    private static ServeOptions withEngine(ServeOptions options) {
        var tokens = new EngineTokens(EngineModel.SMALL, "tiny-chat");
        return options.withApplications(List.of(Catalogue.chat(tokens)));
    }
}
