package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Exchange;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.TlsListener;
import io.raygate.testing.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case of h2spec against the TLS listener (S-16). Run by {@code mvn verify -Ph2spec}; it
 * needs Go, which builds the tool from its pinned module.
 */
@Timeout(600)
class H2specCheck {
    private static final Path MODULE = Path.of("src/test/h2spec").toAbsolutePath();
    private static final Path TOOL = Path.of("target/h2spec").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void passesEveryCase() throws Exception {
        build();
        var settings = TlsListener.settings(folder);
        try (var listener = ListenerUnderTest.open(settings, H2specCheck::answer)) {
            var report =
                    Tool.run(
                            TOOL.toString(),
                            "--strict",
                            "-t",
                            "-k",
                            "-h",
                            "localhost",
                            "-p",
                            Integer.toString(listener.port()));
            assertThat(report).contains("0 skipped, 0 failed");
        }
    }

    /** Some cases speak about an answer with a body while the request still comes. */
    private static void answer(Exchange exchange) {
        var request = exchange.request();
        request.exceptionHandler(failure -> {});
        request.response().exceptionHandler(failure -> {});
        request.end()
                .compose(end -> request.response().end("hello, h2spec"))
                .onComplete(done -> exchange.settled());
    }

    private static void build() throws Exception {
        if (!Files.exists(TOOL)) {
            Tool.run(
                    "go",
                    "-C",
                    MODULE.toString(),
                    "build",
                    "-o",
                    TOOL.toString(),
                    "github.com/summerwind/h2spec/cmd/h2spec");
        }
    }
}
