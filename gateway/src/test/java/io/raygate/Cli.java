package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.cli.Surroundings;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/**
 * The command line of a user with a home of his own, who administers one gateway.
 *
 * @param home where his credentials are kept
 */
public record Cli(Path home, int adminPort) {

    /** What a command came to. */
    public record Result(int exitCode, String out, String err) {
        public JsonObject json() {
            return new JsonObject(out);
        }
    }

    public Result run(String... arguments) {
        return given("", arguments);
    }

    /** The same with something on standard input. */
    public Result given(String input, String... arguments) {
        Map<String, String> environment =
                Map.of(
                        "XDG_CONFIG_HOME",
                        home.toString(),
                        "RAYGATE_ADMIN_URL",
                        "http://127.0.0.1:" + adminPort);
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        CommandLine line =
                Main.commandLine(
                        Terminal.system(),
                        new Surroundings(environment::get, in, () -> null, InstantSource.system()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        writeTo(line, new PrintWriter(out, true), new PrintWriter(err, true));
        int exitCode = line.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    private static void writeTo(CommandLine line, PrintWriter out, PrintWriter err) {
        line.setOut(out).setErr(err);
        line.getSubcommands().values().forEach(command -> writeTo(command, out, err));
    }

    /** The same of a command that must succeed. */
    public Result done(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }
}
