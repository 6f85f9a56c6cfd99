package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Exit codes and what stands on the screen with them. */
class MainTest {
    private final StringWriter err = new StringWriter();

    /** Fails in a way that nobody thought of. */
    @Command(name = "broken")
    static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            throw new IOException("disk on fire");
        }
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine().addSubcommand(new Broken());
        line.getSubcommands().values().forEach(it -> it.setErr(new PrintWriter(err, true)));
        return line.setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bogus",
                "--bogus",
                "run",
                "run --bogus",
                "validate",
                "validate a b",
                "validate a --output xml",
                "explain --config a GET",
                "explain --config a GET /no/url",
                "explain GET http://a/",
                "key",
                "key generate --output xml",
                "key generate --expires 2027-06-30",
                "demo --for 5",
                "demo --port 65536",
                "completion tcsh"
            })
    void wrongUsageIsTwoAndSaysWhereToLook(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("--help'.").doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "validate",
                "explain",
                "key",
                "key generate",
                "key hash",
                "completion"
            })
    void everyCommandHasHelp(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
    }

    @Test
    void aFailureIsOneAndShowsNoPlacesInTheCode() {
        assertThat(run("broken")).isEqualTo(1);
        assertThat(err.toString()).contains("raygate broken: ", "disk on fire");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "explain"})
    void aConfigurationThatIsNotThereIsThree(String command) {
        String[] arguments = {command, "--config", "/nowhere/raygate.yaml", "GET", "http://a/"};
        int used = command.equals("run") ? 3 : arguments.length;
        assertThat(run(Arrays.copyOf(arguments, used))).isEqualTo(3);
    }
}
