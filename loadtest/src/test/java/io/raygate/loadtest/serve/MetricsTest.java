package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.loadtest.serve.cluster.ApplicationSpec;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.raygate.loadtest.serve.work.EngineModel;
import io.raygate.loadtest.serve.work.EngineTokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Pattern SERIES = Pattern.compile("^(\\w+)\\{(.*)\\} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @Test
    void printsEachFamilyWithTheRecordedHeadAndLabels() {
        try (var ray = new RunningServe(MetricsTest::everything)) {
            ray.get("/echo");
            ray.get("/fail?mode=raise");
            ray.get("/fail?mode=exit");
            ray.get("/nowhere");
            ray.pass(30);
            String chat = "/llm/v1/chat/completions";
            CompletableFuture<HttpResponse<String>> answer =
                    ray.sendLater(ray.request(chat).POST(EngineTest.ask(100)));
            await().until(() -> ray.serve().ongoing("chat").await() == 1);
            ray.pass(20);
            assertThat(answer.join().statusCode()).isEqualTo(200);

            Map<String, Set<String>> recorded = labels(Recorded.text("metrics-families.txt"));
            recorded.putAll(labels(Recorded.text("metrics-gpu.txt")));
            Map<String, Set<String>> shown = labels(ray.metrics());
            Set<String> engine = plain(labelsOf(recorded, "ray_vllm_num_requests_running"));
            assertThat(shown)
                    .hasSizeGreaterThan(35)
                    .allSatisfy(
                            (series, names) -> {
                                Set<String> expected =
                                        series.startsWith("ray_vllm_")
                                                ? engine
                                                : plain(labelsOf(recorded, series));
                                assertThat(plain(names)).as(series).isEqualTo(expected);
                            });
            var heads = heads(Recorded.text("metrics-families.txt"));
            heads.addAll(heads(Recorded.text("metrics-gpu.txt")));
            assertThat(heads(ray.metrics()))
                    .filteredOn(head -> !head.contains(" ray_vllm_"))
                    .isSubsetOf(heads);
        }
    }

    private static Set<String> labelsOf(Map<String, Set<String>> all, String series) {
        return all.getOrDefault(series, Set.of());
    }

    private static ServeOptions everything(ServeOptions options) {
        var applications = new ArrayList<ApplicationSpec>(Catalogue.full());
        applications.removeIf(one -> one.name().equals("chat"));
        applications.add(Catalogue.chat(new EngineTokens(EngineModel.SMALL, "tiny-chat")));
        applications.add(Catalogue.auto());
        return options.withApplications(applications).withGpus(2);
    }

    @Test
    void showsNothingBeforeTheFirstPushAndComputesNothingOnRead() {
        try (var ray = new RunningServe()) {
            assertThat(ray.metrics()).isEmpty();
            ray.pass(10);
            assertThat(ray.metrics()).doesNotContain("ray_serve_num_http_requests_total");
            ray.get("/echo");
            assertThat(ray.metrics()).doesNotContain("ray_serve_num_http_requests_total");
            ray.pass(10);
            assertThat(ray.metrics())
                    .containsPattern(
                            "ray_serve_num_http_requests_total\\{.*application=\"echo\".* 1\\.0");
        }
    }

    @Test
    void countsWhatWaitsAndWhatRuns() {
        try (var ray = new RunningServe()) {
            var slow = List.of(ray.getLater("/busy?seconds=60"), ray.getLater("/busy?seconds=60"));
            await().until(() -> ray.serve().queue("busy").await().queued() == 2);
            ray.pass(11);
            String busy = "\\{.*application=\"busy\".*\\} 1\\.0";
            assertThat(ray.metrics())
                    .containsPattern("ray_serve_deployment_queued_queries" + busy)
                    .containsPattern("ray_serve_num_ongoing_requests_at_replicas" + busy)
                    .containsPattern("ray_serve_num_ongoing_http_requests\\{.*\\} 2\\.0");
            assertThat(slow).noneMatch(CompletableFuture::isDone);
        }
    }

    private static Set<String> plain(Set<String> names) {
        var plain = new TreeSet<>(names);
        plain.removeIf(name -> name.startsWith("otel_scope_") || name.equals("le"));
        return plain;
    }

    private static Set<String> heads(String page) {
        var heads = new TreeSet<String>();
        page.lines().filter(line -> line.startsWith("# TYPE ")).forEach(heads::add);
        return heads;
    }

    private static Map<String, Set<String>> labels(String page) {
        var labels = new TreeMap<String, Set<String>>();
        for (String line : (Iterable<String>) page.lines()::iterator) {
            Matcher series = SERIES.matcher(line);
            if (series.matches()) {
                var names = new TreeSet<String>();
                Matcher label = LABEL.matcher(series.group(2));
                while (label.find()) {
                    names.add(label.group(1));
                }
                labels.put(series.group(1), names);
            }
        }
        return labels;
    }
}
