package io.raygate;

import io.raygate.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate completion}: a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Prints a completion script: source <(raygate completion bash).",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out()
                .print(
                        shell == Shell.FISH
                                ? fish()
                                : AutoComplete.bash("raygate", spec.root().commandLine()));
        terminal.out().flush();
        return ExitCode.DONE;
    }

    /** Picocli writes for bash, which zsh understands; fish wants a line a word. */
    private String fish() {
        StringBuilder lines = new StringBuilder("complete -c raygate -f\n");
        CommandLine root = spec.root().commandLine();
        below(root, "__fish_use_subcommand", lines);
        root.getSubcommands()
                .forEach(
                        (name, command) -> {
                            String seen = "__fish_seen_subcommand_from " + name;
                            options(command, seen, lines);
                            String words = String.join(" ", command.getSubcommands().keySet());
                            below(
                                    command,
                                    seen + "; and not __fish_seen_subcommand_from " + words,
                                    lines);
                            command.getSubcommands()
                                    .forEach(
                                            (word, action) ->
                                                    options(
                                                            action,
                                                            seen
                                                                    + "; and __fish_seen_subcommand_from "
                                                                    + word,
                                                            lines));
                        });
        return lines.toString();
    }

    /** The commands below one, where the condition holds. */
    private static void below(CommandLine command, String condition, StringBuilder lines) {
        command.getSubcommands()
                .forEach(
                        (name, below) -> {
                            String[] about = below.getCommandSpec().usageMessage().description();
                            lines.append(
                                    "complete -c raygate -n '%s' -a %s".formatted(condition, name));
                            if (about.length > 0) {
                                lines.append(" -d '%s'".formatted(about[0].replace("'", "\\'")));
                            }
                            lines.append('\n');
                        });
    }

    private static void options(CommandLine command, String condition, StringBuilder lines) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.longestName().startsWith("--") && !option.hidden()) {
                lines.append(
                        "complete -c raygate -n '%s' -l %s%s\n"
                                .formatted(
                                        condition,
                                        option.longestName().substring(2),
                                        option.arity().max() == 0 ? "" : " -r"));
            }
        }
    }
}
