package io.raygate;

import io.raygate.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
        spec.root()
                .commandLine()
                .getSubcommands()
                .forEach(
                        (name, command) -> {
                            String[] about = command.getCommandSpec().usageMessage().description();
                            lines.append("complete -c raygate -n __fish_use_subcommand -a ")
                                    .append(name);
                            lines.append(
                                            about.length == 0
                                                    ? ""
                                                    : " -d '" + about[0].replace("'", "\\'") + "'")
                                    .append('\n');
                            command.getCommandSpec()
                                    .options()
                                    .forEach(
                                            option -> {
                                                if (option.longestName().startsWith("--")
                                                        && !option.hidden()) {
                                                    lines.append(
                                                                    "complete -c raygate -n '__fish_seen_subcommand_from ")
                                                            .append(name)
                                                            .append("' -l ");
                                                    lines.append(option.longestName().substring(2))
                                                            .append('\n');
                                                }
                                            });
                        });
        return lines.toString();
    }
}
