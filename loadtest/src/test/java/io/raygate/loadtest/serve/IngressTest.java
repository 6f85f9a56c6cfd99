package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.SimulatedServe.Queue;
import io.raygate.loadtest.serve.application.Journal.Entry;
import io.raygate.loadtest.serve.application.Journal.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngressTest {
    private final RunningServe ray = new RunningServe();

    @AfterEach
    void close() {
        ray.close();
    }

    @Test
    void tellsWhoServedAndWhatArrived() {
        HttpResponse<String> answer =
                ray.get("/echo/%2Fx?status=418&header=X-A:1&header=X-A:2", "x-request-id", "r-1");

        var seen = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().allValues("x-a")).containsExactly("1", "2");
        assertThat(answer.headers().allValues("x-served-by")).containsExactly("stable/v1");
        assertThat(answer.headers().allValues("x-request-id")).containsExactly("r-1");
        assertThat(seen.getString("path")).isEqualTo("/echo//x");
        assertThat(seen.getString("raw_path")).isEqualTo("/echo/%2Fx");
        assertThat(seen.getString("root_path")).isEqualTo("/echo");
    }

    @Test
    void addsItsRequestIdBesideTheApplications() {
        HttpResponse<String> answer =
                ray.get("/echo?header=x-request-id:mine", "x-request-id", "callers");

        assertThat(answer.headers().allValues("x-request-id")).containsExactly("mine", "callers");
    }

    @Test
    void answersItsOwnEndpointsToAnyMethodAndSpelling() {
        assertThat(ray.get("/-%2Fhealthz").body()).isEqualTo("success");
        assertThat(ray.post("/%2D/healthz", "x").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ray.get("/-/routes").body()).getString("/llm")).isEqualTo("chat");
        assertThat(ray.get("/-/healthz/").body())
                .isEqualTo(
                        "Path '/-/healthz/' not found."
                                + " Ping http://.../-/routes for available routes.");
    }

    @Test
    void routesByWholeSegmentsOfTheDecodedPathAndResolvesNothing() {
        assertThat(ray.get("/%65cho").statusCode()).isEqualTo(200);
        assertThat(ray.get("/echo%2Fx").statusCode()).isEqualTo(200);
        assertThat(path("/echo/../-/routes")).isEqualTo("/echo/../-/routes");
        assertThat(path("/echo/%2e%2e/x")).isEqualTo("/echo/../x");
        assertThat(ray.get("/fail/..%2fecho").body()).contains("\"mode\":\"\"");
        for (String other : List.of("/echox", "/Echo", "/echo;a=b", "/echo%00", "/echo%5cx", "/")) {
            assertThat(ray.get(other).statusCode()).as(other).isEqualTo(404);
        }
    }

    private String path(String target) {
        return new JsonObject(ray.get(target).body()).getString("path");
    }

    @Test
    void timesOutLikeTheRecordedAnswer() {
        CompletableFuture<HttpResponse<String>> answer =
                ray.getLater(
                        "/slow?seconds=60",
                        "x-request-timeout-seconds",
                        "20",
                        "x-request-id",
                        "e0cd7710-3656-4ae5-b7f4-d7fd454e4b67");
        awaitEvents("slow", 1);
        ray.pass(20);

        String recorded = Recorded.text("timeout-408.http");
        HttpResponse<String> got = answer.join();
        assertThat(got.statusCode()).isEqualTo(408);
        assertThat(recorded.strip()).endsWith("\n\n" + got.body());
        assertThat(names(got)).isEqualTo(recordedNames(recorded));
        assertThat(events("slow")).containsExactly(Event.STARTED, Event.CANCELLED);
    }

    @Test
    void neverTimesOutWhenTheCallerSaysZeroAndIgnoresNonsense() {
        CompletableFuture<HttpResponse<String>> zero =
                ray.getLater("/slow?seconds=60", "x-request-timeout-seconds", "0");
        CompletableFuture<HttpResponse<String>> nonsense =
                ray.getLater("/slow?seconds=60", "x-request-timeout-seconds", "soon");
        awaitEvents("slow", 2);
        ray.pass(60);

        assertThat(zero.join().statusCode()).isEqualTo(200);
        assertThat(nonsense.join().statusCode()).isEqualTo(200);
    }

    @Test
    void cutsAStreamAtTheTimeoutWithoutItsLastChunk() {
        CompletableFuture<HttpResponse<String>> answer =
                ray.getLater("/stream?n=100&delay=0.5", "x-request-timeout-seconds", "3");
        awaitEvents("stream", 1);
        ray.pass(4);

        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
        assertThat(events("stream")).containsExactly(Event.STARTED, Event.CANCELLED);
    }

    @Test
    void cancelsWhenTheClientLeavesUnlessToldNotTo() {
        CompletableFuture<HttpResponse<String>> left = ray.getLater("/slow?seconds=60");
        CompletableFuture<HttpResponse<String>> kept =
                ray.getLater("/slow?seconds=60", "x-request-disconnect-disabled", "?1");
        awaitEvents("slow", 2);
        left.cancel(true);
        kept.cancel(true);
        awaitEvents("slow", 3);
        ray.pass(60);

        assertThat(events("slow"))
                .containsExactly(Event.STARTED, Event.STARTED, Event.CANCELLED, Event.FINISHED);
    }

    @Test
    void refusesABurstLikeTheRecordedAnswers() {
        List<CompletableFuture<HttpResponse<String>>> burst = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            burst.add(ray.getLater("/busy?seconds=2"));
        }
        await().until(() -> burst.stream().filter(CompletableFuture::isDone).count() == 8);

        JsonObject recorded =
                new JsonArray(Recorded.text("overload-answers.json")).getJsonObject(2);
        for (CompletableFuture<HttpResponse<String>> one : burst) {
            if (one.isDone()) {
                assertThat(one.join().statusCode()).isEqualTo(recorded.getInteger("status"));
                assertThat(one.join().body()).isEqualTo(recorded.getString("body"));
                assertThat(names(one.join()))
                        .isEqualTo(recorded.getJsonObject("headers").fieldNames());
            }
        }
    }

    @Test
    void findsAFreePlaceOnlyAtItsNextLook() {
        CompletableFuture<HttpResponse<String>> first = ray.getLater("/busy?seconds=1");
        awaitQueue("busy", 1, 0);
        ray.pass(0.1);
        CompletableFuture<HttpResponse<String>> second = ray.getLater("/busy?seconds=1");
        awaitQueue("busy", 1, 1);

        ray.pass(1);
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(ray.serve().queue("busy").await()).isEqualTo(new Queue(1, 0));
        ray.pass(0.5);
        assertThat(ray.serve().queue("busy").await()).isEqualTo(new Queue(0, 1));
        ray.pass(1);
        assertThat(second.join().statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWithTheConfiguredStatusAndHint() {
        var waiting =
                List.of(ray.getLater("/busy429?seconds=2"), ray.getLater("/busy429?seconds=2"));
        awaitQueue("busy429", 2, 0);

        HttpResponse<String> refused = ray.get("/busy429?seconds=2");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("3");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void streamsChatLikeTheRecordedEvents() {
        String ask =
                """
                {"model":"tiny-chat","stream":true,"max_tokens":3%s,
                 "messages":[{"role":"user","content":"hello there"}]}""";
        CompletableFuture<HttpResponse<String>> plain = chat(ask.formatted(""));
        CompletableFuture<HttpResponse<String>> usage =
                chat(ask.formatted(",\"stream_options\":{\"include_usage\":true}"));
        awaitEvents("chat", 2);
        ray.pass(1);

        assertThat(timeless(plain.join().body()))
                .isEqualTo(timeless(Recorded.text("openai-stream.txt")));
        assertThat(timeless(usage.join().body()))
                .isEqualTo(timeless(Recorded.text("openai-stream-usage.txt")));
    }

    private CompletableFuture<HttpResponse<String>> chat(String ask) {
        return ray.sendLater(
                ray.request("/llm/v1/chat/completions").POST(BodyPublishers.ofString(ask)));
    }

    private static String timeless(String events) {
        return events.replaceAll("chatcmpl-[0-9a-f]{24}", "ID")
                .replaceAll("[0-9]{10}", "TIME")
                .strip();
    }

    @Test
    void answersExceptionsOfTheApplicationWithTheIdAndDeathWithout() {
        HttpResponse<String> raised = ray.get("/fail?mode=raise");
        HttpResponse<String> died = ray.get("/fail?mode=exit");

        JsonObject recorded = Recorded.json("replica-died.json").getJsonObject("unary");
        assertThat(raised.statusCode()).isEqualTo(500);
        assertThat(raised.headers().firstValue("x-request-id")).isPresent();
        assertThat(died.statusCode()).isEqualTo(recorded.getInteger("status"));
        assertThat(died.body()).isEqualTo(recorded.getString("body"));
        assertThat(names(died)).isEqualTo(recorded.getJsonObject("headers").fieldNames());
    }

    private static Set<String> names(HttpResponse<String> answer) {
        return new TreeSet<>(answer.headers().map().keySet());
    }

    private static Set<String> recordedNames(String head) {
        var names = new TreeSet<String>();
        head.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .forEach(line -> names.add(line.substring(0, line.indexOf(':'))));
        return names;
    }

    private void awaitQueue(String application, int queued, int sent) {
        var wanted = new Queue(queued, sent);
        await().until(() -> ray.serve().queue(application).await().equals(wanted));
    }

    private void awaitEvents(String application, int count) {
        await().until(() -> events(application).size() >= count);
    }

    private List<Event> events(String application) {
        return ray.serve().journal(application).of(null).stream().map(Entry::event).toList();
    }
}
