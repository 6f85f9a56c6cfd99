package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
    @CsvSource(
            delimiter = '|',
            value = {
                "tenat | tenant",
                "key creat | key create",
                "key create ci --tennant a | --tenant",
                "run --confg x | --config"
            })
    void aMistypedWordIsAnsweredWithTheOneThatWasMeant(String arguments, String meant) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines().toList().get(1)).contains(meant);
    }

    /** All commands, as words. */
    private static Stream<String> commands() {
        return below("", Main.commandLine());
    }

    private static Stream<String> below(String words, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(
                        entry -> {
                            String all = (words + " " + entry.getKey()).strip();
                            return Stream.concat(Stream.of(all), below(all, entry.getValue()));
                        });
    }

    /** Commands that only hold others are not in it. */
    @Test
    void theReadmeListsAllCommands() throws IOException {
        List<String> all = commands().toList();
        List<String> listed =
                Files.readString(Path.of(System.getProperty("basedir", "."), "README.md"))
                        .lines()
                        .dropWhile(line -> !line.equals("## Command line"))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(2, line.indexOf('|', 2)).strip())
                        .flatMap(
                                cell ->
                                        Stream.of(
                                                cell.substring(1, cell.length() - 1).split("` `")))
                        .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream()
                                .filter(it -> all.stream().noneMatch(o -> o.startsWith(it + " ")))
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpThatSaysWhatItDoes(String words) {
        StringWriter out = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true));
        assertThat(line.execute((words + " --help").split(" "))).isZero();
        assertThat(out.toString().lines().skip(1))
                .as(out.toString())
                .anyMatch(it -> it.endsWith("."));
    }

    /** Whoever speaks with a gateway says which, and how the answer is shown. */
    @ParameterizedTest
    @MethodSource("commands")
    void commandsOverTheAdminApiTakeTheSameOptions(String words) {
        CommandLine line = Main.commandLine();
        for (String word : words.split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(word));
        }
        if (line.getCommandSpec().findOption("--admin-url") != null) {
            assertThat(line.getCommandSpec().optionsMap())
                    .containsKeys("--ca", "--output", "--quiet", "--help");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theShellCompletesEveryCommand(String shell) {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new PrintStream(script, true, StandardCharsets.UTF_8),
                        System.err,
                        _ -> null);
        CommandLine line = Main.commandLine(terminal, Surroundings.ofProcess());
        assertThat(line.execute("completion", shell)).isZero();
        assertThat(commands().flatMap(words -> Stream.of(words.split(" "))))
                .allSatisfy(
                        word -> assertThat(script.toString(StandardCharsets.UTF_8)).contains(word));
        assertThat(script.toString(StandardCharsets.UTF_8)).contains("max-key-life", "report-leak");
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
