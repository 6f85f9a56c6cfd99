package io.raygate;

import io.raygate.cli.AdminKeyCommand;
import io.raygate.cli.AuditCommand;
import io.raygate.cli.BackupCommand;
import io.raygate.cli.ExitCode;
import io.raygate.cli.KeyCommand;
import io.raygate.cli.LimitCommand;
import io.raygate.cli.LoginCommand;
import io.raygate.cli.StatusCommand;
import io.raygate.cli.Surroundings;
import io.raygate.cli.TenantCommand;
import io.raygate.cli.TokenCommand;
import io.raygate.cli.UsageCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: each command is an object made here, with what it works with. */
@Command(
        name = "raygate",
        description = "An authenticating ingress gateway for Ray Serve.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code; {@code run} ends when it is told
     * to.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Logging.begin();
        System.exit(
                isPlainRun(arguments)
                        ? RunCommand.serve(Path.of(arguments[2]), Terminal.system())
                        : commandLine().execute(arguments));
    }

    /**
     * How services start the gateway. The library that reads command lines is compiled for a Java
     * so old that no AOT cache takes its classes: without it a start takes a third less CPU.
     */
    private static boolean isPlainRun(String[] arguments) {
        return arguments.length == 3
                && arguments[0].equals("run")
                && arguments[1].equals("--config")
                && !arguments[2].startsWith("-");
    }

    static CommandLine commandLine() {
        return commandLine(Terminal.system(), Surroundings.ofProcess());
    }

    /** The same elsewhere than in a process of its own. */
    static CommandLine commandLine(Terminal terminal, Surroundings around) {
        CommandLine line = new CommandLine(new Main());
        line.addSubcommand(new RunCommand(terminal));
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new ValidateCommand(terminal));
        line.addSubcommand(new ExplainCommand(terminal, around));
        line.addSubcommand(new CompletionCommand(terminal));
        line.addSubcommand(new LoginCommand(around, new LoginPlaces(terminal)));
        line.addSubcommand(new TenantCommand(around));
        line.addSubcommand("key", KeyCommand.with(new SecureRandom(), around));
        line.addSubcommand(new LimitCommand(around));
        line.addSubcommand(new UsageCommand(around));
        line.addSubcommand(new TokenCommand(around));
        line.addSubcommand(new AdminKeyCommand(around));
        line.addSubcommand(new AuditCommand(around));
        line.addSubcommand(new BackupCommand(around));
        line.addSubcommand(new RestoreCommand(around, new ValidConfiguration(terminal)));
        line.addSubcommand(new StatusCommand(around));
        return line.registerConverter(Instant.class, Main::instant)
                .registerConverter(Duration.class, Main::duration)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a time such as 2027-06-30T00:00:00Z");
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 30s or 5m");
        }
    }

    /** What went wrong, without the places in the code. */
    private static int failed(Exception fault, CommandLine line, ParseResult words) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + fault);
        return ExitCode.FAILED;
    }

    /** What is wrong with the words, how they go, and nothing else. */
    private static int usage(CommandLine.ParameterException fault, String[] arguments) {
        PrintWriter err = fault.getCommandLine().getErr();
        CommandSpec command = fault.getCommandLine().getCommandSpec();
        err.println(command.qualifiedName() + ": " + fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, err);
        err.println("Try '" + command.qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }
}
