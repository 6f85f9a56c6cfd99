package io.raygate.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands of this package, with a home folder, an environment and an operator of the test. */
final class CommandsUnderTest {
    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00.123Z");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private String input = "";
    private boolean atTerminal;

    private @Nullable String configuredUrl;

    @Command(name = "raygate")
    private static final class Root {}

    CommandsUnderTest(Path home) {
        this.home = home;
        environment.put("HOME", home.toString());
    }

    CommandsUnderTest with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandsUnderTest without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** What configuration files name as the place of the admin API. */
    CommandsUnderTest configured(String url) {
        configuredUrl = url;
        return this;
    }

    CommandsUnderTest input(String text) {
        input = text;
        return this;
    }

    /** Somebody sits there, who answers so. */
    CommandsUnderTest answering(String... texts) {
        atTerminal = true;
        answers.addAll(List.of(texts));
        return this;
    }

    List<String> questions() {
        return questions;
    }

    Path credentials() {
        return home.resolve(".config/raygate/credentials.json");
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Runs one command; words are parted by blanks, {@code _} within one stands for a blank. */
    int run(String words) {
        return run(Arrays.stream(words.split(" ")).map(it -> it.replace('_', ' ')).toList());
    }

    int run(List<String> words) {
        out = new StringWriter();
        err = new StringWriter();
        Surroundings around =
                new Surroundings(
                        environment::get,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        () -> atTerminal ? new Fake() : null,
                        InstantSource.fixed(NOW));
        return new CommandLine(new Root())
                .addSubcommand(new LoginCommand(around, this::configured))
                .addSubcommand(new TenantCommand(around))
                .addSubcommand("key", KeyCommand.with(new Random(7), around))
                .addSubcommand(new LimitCommand(around))
                .addSubcommand(new UsageCommand(around))
                .addSubcommand(new TokenCommand(around))
                .addSubcommand(new AdminKeyCommand(around))
                .addSubcommand(new AuditCommand(around))
                .addSubcommand(new BackupCommand(around))
                .addSubcommand(new StatusCommand(around))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private LoginCommand.Configured configured(Path file) {
        return new LoginCommand.Configured(file.resolveSibling("state"), configuredUrl);
    }

    private final class Fake implements Operator {
        @Override
        public @Nullable String answer(String question) {
            questions.add(question);
            return answers.poll();
        }

        @Override
        public @Nullable String secret(String question) {
            return answer("unseen: " + question);
        }
    }
}
