package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The simulator as a process of its own, as the demo starts it. */
class ServeCommandIT {
    private static final Pattern READY =
            Pattern.compile(
                    "ready http=(\\d+) grpc=\\d+ dashboard=\\d+ metrics=\\d+ agent=\\d+ admin=(\\d+)");

    @Test
    void tellsItsPortsServesAndEndsWithItsParent() throws IOException, InterruptedException {
        Process process = start("--name", "canary", "--version", "v2", "--end-with-parent");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            Matcher ready = READY.matcher(out.readLine());
            assertThat(ready.matches()).isTrue();
            assertThat(get(ready.group(1), "/echo")).contains("\"version\":\"v2\"");
            assertThat(get(ready.group(2), "/faults")).contains("replica-killed");

            process.outputWriter(StandardCharsets.UTF_8).close();
            assertThat(process.waitFor(Patience.LIMIT)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... options) throws IOException {
        var builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.raygate.loadtest.Main",
                        "serve");
        builder.command().addAll(List.of(options));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String get(String port, String target) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + port + target);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }
}
