package io.raygate.loadtest.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loadtest load URL}: open-loop load, a progress line on stderr, the report on stdout. */
@Command(
        name = "load",
        description =
                "Send load at a fixed rate and report latencies counted from the intended send time.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class LoadCommand implements Callable<Integer> {
    /** The forms of the report. */
    enum Output {
        TEXT,
        JSON
    }

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            description = "http, https, ws or wss; on this machine unless --allow-remote.")
    private @Nullable URI url;

    @ArgGroup(exclusive = false, heading = "How much%n")
    private PaceOptions pace = new PaceOptions();

    @ArgGroup(exclusive = false, heading = "What%n")
    private ContentOptions what = new ContentOptions();

    @ArgGroup(exclusive = false, heading = "With what%n")
    private BoundsOptions means = new BoundsOptions();

    @Option(names = "--output", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Output output = Output.TEXT;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress line.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec self = java.util.Objects.requireNonNull(spec);
        PrintWriter err = self.commandLine().getErr();
        Report report = LoadRun.run(plan(self), quiet ? line -> {} : err::println);
        PrintWriter out = self.commandLine().getOut();
        out.print(output == Output.JSON ? report.json().encodePrettily() + "\n" : report.text());
        out.flush();
        return report.hasAnswers() ? 0 : 1;
    }

    private Plan plan(CommandSpec self) throws IOException {
        try {
            return new Plan(
                    Target.of(java.util.Objects.requireNonNull(url), means.remote),
                    pace.schedule(),
                    what.mode,
                    what.content(),
                    means.bounds());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(self.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
