package io.raygate.loadtest;

import io.raygate.loadtest.keys.KeysCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the load-test tools. */
@Command(
        name = "loadtest",
        description = "Tools to load and to measure a gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.class})
public final class Main {
    private Main() {}

    /** Runs one tool and exits with its code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
