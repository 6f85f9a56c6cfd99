package io.raygate.loadtest.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of each arrival. */
final class ContentOptions {
    @Option(names = "--mode", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Mode mode = Mode.REQUEST;

    @Option(
            names = "--protocol",
            description =
                    "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); HTTP2 without TLS by prior knowledge.")
    Protocol protocol = Protocol.HTTP1;

    @Option(
            names = {"-X", "--method"},
            description = "The method; POST with a body, else GET.")
    @Nullable String method;

    @Option(
            names = {"-d", "--body"},
            description = "The body, or the WebSocket message.")
    String body = "";

    @Option(
            names = "--body-size",
            paramLabel = "BYTES",
            description = "A body of this size instead.")
    int bodySize;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'name: value'",
            description = "Added to each request.")
    List<String> headers = List.of();

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "Bearer credentials, one a line, used in turn.")
    @Nullable Path tokens;

    @Option(names = "--bad-tokens", description = "Replace each token's signature by random bytes.")
    boolean forged;

    Plan.Content content() throws IOException {
        String text = bodySize > 0 ? "q".repeat(bodySize) : body;
        String named = method != null ? method : text.isEmpty() ? "GET" : "POST";
        List<String> lines = tokens == null ? List.of() : Files.readAllLines(tokens);
        return new Plan.Content(protocol, named, text, headerMap(), lines, forged);
    }

    private Map<String, String> headerMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(header + ": not 'name: value'");
            }
            map.put(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
        }
        return map;
    }
}
