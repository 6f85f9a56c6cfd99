package io.raygate.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate backup}: all that the store holds. */
@Command(
        name = "backup",
        description = "Saves and shows all that the store of a running gateway holds.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class BackupCommand {
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    public BackupCommand(Surroundings around) {
        this.around = around;
    }

    @Command(
            name = "save",
            mixinStandardHelpOptions = true,
            description =
                    "Saves what a restore needs. The peppers are not in it: keep them elsewhere.")
    int save(
            @Parameters(paramLabel = "FILE", description = "JSON lines, for its owner alone.")
                    Path file,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Ending how) {
        return Session.run(spec, around, options, it -> save(it, new BackupFile(file), how));
    }

    private static int save(Session session, BackupFile file, AdminOptions.Ending how) {
        if (file.exists()) {
            session.confirm("Writing over " + file.path(), how);
        }
        try (InputStream body = session.client().stream("/v1/backup")) {
            if (!how.dryRun) {
                session.talk("Saved " + file.write(body) + " rows.");
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the backup failed: " + new IoFault(e).text());
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Prints everything but secrets and their digests, as JSON lines.")
    int export(@Mixin AdminOptions options) {
        return Session.run(spec, around, options, this::export);
    }

    private int export(Session session) {
        PrintWriter out = spec.commandLine().getOut();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                session.client().stream("/v1/export"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
                last = line;
            }
            out.flush();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "the export failed: " + new IoFault(e).text());
        }
        if (!last.startsWith("{\"type\":\"end\"")) {
            throw new CommandFailure(ExitCode.FAILED, "the export was cut off: it has no end");
        }
        return ExitCode.DONE;
    }
}
