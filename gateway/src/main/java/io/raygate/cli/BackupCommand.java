package io.raygate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raygate backup}: all that the store holds, in one file. */
@Command(
        name = "backup",
        description =
                "Saves all that the store holds: tenants, keys without their secrets, revocations, audit. The pepper is not in it.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "A new file, JSON lines.")
    private Path file = Path.of("");

    public BackupCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, this::save);
    }

    /** Under its name only when it is whole. */
    private int save(Session session) {
        Path folder = file.toAbsolutePath().getParent();
        try (InputStream body = session.client().stream("/v1/backup")) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException("it is there already");
            }
            Path part =
                    Files.createTempFile(
                            folder,
                            "backup",
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            session.talk("Saved " + Files.size(file) + " octets.");
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, file + " cannot be written: " + e.getMessage());
        }
    }
}
