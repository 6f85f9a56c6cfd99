package io.raygate;

import io.raygate.cli.ExitCode;
import io.raygate.cli.Output;
import io.raygate.exchange.DescribedRequest;
import io.raygate.exchange.RejectionCode;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate explain}: what would become of a request, stage by stage, without sending it. */
@Command(
        name = "explain",
        description =
                "Shows which route, credential rule and clusters would apply to a request, or why it is refused.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";

    private final Terminal terminal;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            required = true,
            defaultValue = "${RAYGATE_CONFIG}",
            paramLabel = "FILE",
            description = "The configuration file; default: the variable RAYGATE_CONFIG.")
    private Path file = Path.of("");

    @Option(
            names = "-H",
            paramLabel = "'NAME: VALUE'",
            description = "A header field; may be repeated.")
    private List<String> headers = List.of();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            defaultValue = LOOPBACK,
            description = "The caller's address.")
    private String address = LOOPBACK;

    @Option(
            names = "--output",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Parameters(index = "0", paramLabel = "METHOD")
    private String method = "";

    @Parameters(
            index = "1",
            paramLabel = "URL",
            description = "For example http://api.example.com/v1/models.")
    private String url = "";

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DescribedRequest request = described();
        GatewayParts parts = GatewayParts.ofProcess(terminal.environment());
        return switch (parts.configuration(file).read(1)) {
            case Faulty(var faults) -> {
                faults.forEach(fault -> terminal.err().println(fault));
                yield ExitCode.INVALID_CONFIGURATION;
            }
            case Compiled compiled -> {
                parts.registries().adopt(compiled.snapshot());
                JsonObject said = Explanation.of(request, compiled.snapshot(), parts.wall());
                if (compiled.loaded().config().state() != null
                        && RejectionCode.INVALID_API_KEY.code().equals(said.getString("code"))) {
                    said.put(
                            "note",
                            "only keys of the file are known here; those of the store a running gateway knows");
                }
                print(said);
                yield ExitCode.DONE;
            }
        };
    }

    /** The target goes in as typed: what is odd about it is what the explanation is about. */
    private DescribedRequest described() {
        int authority = url.indexOf("://");
        int path = authority < 0 ? -1 : url.indexOf('/', authority + 3);
        if (authority < 0) {
            throw wrong("a URL begins with http:// or https://: " + url);
        }
        MultiMap fields = HttpHeaders.headers();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw wrong("a header is 'NAME: VALUE'");
            }
            fields.add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        if (!fields.contains(HttpHeaders.HOST)) {
            fields.add(
                    HttpHeaders.HOST,
                    path < 0 ? url.substring(authority + 3) : url.substring(authority + 3, path));
        }
        return new DescribedRequest(
                method,
                path < 0 ? "/" : url.substring(path),
                fields,
                address,
                url.startsWith("https:"));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void print(JsonObject explanation) {
        if (output != Output.TABLE) {
            terminal.out().println(output.text(explanation));
            return;
        }
        explanation.forEach(
                stage ->
                        terminal.out()
                                .printf("%-13s %s%n", stage.getKey(), line(stage.getValue())));
    }

    private static String line(@Nullable Object value) {
        if (!(value instanceof JsonObject facts)) {
            return String.valueOf(value);
        }
        StringBuilder line = new StringBuilder();
        facts.forEach(
                fact ->
                        line.append(line.isEmpty() ? "" : "  ")
                                .append(fact.getKey())
                                .append('=')
                                .append(fact.getValue()));
        return line.toString();
    }
}
