package io.raygate.loadtest;

import io.raygate.loadtest.keys.KeysCommand;
import io.raygate.loadtest.load.LoadCommand;
import io.raygate.loadtest.serve.ServeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the load-test tools. */
@Command(
        name = "loadtest",
        description = "Tools to load and to measure a gateway.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.class, LoadCommand.class, ServeCommand.class})
public final class Main {
    private Main() {}

    /** Runs one tool and exits with its code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        CommandLine tools = new CommandLine(new Main());
        System.exit(tools.setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }
}
