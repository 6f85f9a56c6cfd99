package io.raygate;

import io.raygate.cli.ExitCode;
import io.raygate.cli.Output;
import io.raygate.cli.RefusedQuestion;
import io.raygate.cli.Surroundings;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code raygate explain}: what would become of a request, stage by stage, without sending it; or
 * why one was refused.
 */
@Command(
        name = "explain",
        description =
                "Shows which route, credential rule and clusters would apply to a request, or why it is refused; with --request why one was.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";

    private final Terminal terminal;
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private RefusedQuestion refused = new RefusedQuestion();

    @Option(
            names = "--config",
            defaultValue = "${RAYGATE_CONFIG}",
            paramLabel = "FILE",
            description = "The configuration file; default: the variable RAYGATE_CONFIG.")
    private @Nullable Path file;

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

    @Parameters(index = "0", arity = "0..1", paramLabel = "METHOD")
    private @Nullable String method;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "URL",
            description = "For example http://api.example.com/v1/models.")
    private @Nullable String url;

    ExplainCommand(Terminal terminal, Surroundings around) {
        this.terminal = terminal;
        this.around = around;
    }

    @Override
    public Integer call() {
        if (!refused.isAsked()) {
            return explain();
        }
        if (method != null) {
            throw wrong("--request tells of a request, so no METHOD and URL can be given");
        }
        return refused.ask(spec, around);
    }

    private int explain() {
        if (file == null) {
            throw wrong("Missing required option: '--config=FILE'");
        }
        if (method == null || url == null) {
            throw wrong("Missing required parameters: METHOD and URL");
        }
        return explain(file, described(method, url));
    }

    private int explain(Path configuration, DescribedRequest request) {
        GatewayParts parts = GatewayParts.ofProcess(terminal.environment());
        return switch (parts.configuration(configuration).read(1)) {
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
    private DescribedRequest described(String method, String url) {
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
        Output output = refused.output();
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
