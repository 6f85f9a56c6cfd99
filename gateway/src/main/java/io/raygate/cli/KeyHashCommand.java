package io.raygate.cli;

import io.raygate.auth.apikey.KeyFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raygate key hash}: what the configuration file and an import know a key by. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = "Prints the hash of a key that is read from standard input or a file.")
final class KeyHashCommand implements Callable<Integer> {
    private static final int LONGEST_KEY = 1024;

    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where the key stands (default: standard input).")
    private @Nullable Path file;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    KeyHashCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws IOException {
        if (file != null && (Files.isDirectory(file) || !Files.isReadable(file))) {
            return failed("cannot read the file " + file);
        }
        String key = read().strip();
        if (!KeyFormat.isWellFormed(key)) {
            return failed("this is not an API key: its shape or checksum is wrong");
        }
        spec.commandLine()
                .getOut()
                .println(
                        output == Output.TABLE
                                ? KeyGenerateCommand.digest(key)
                                : output.text(KeyGenerateCommand.identity(key)));
        return ExitCode.DONE;
    }

    private int failed(String what) {
        spec.commandLine().getErr().println(new CommandFailure(ExitCode.FAILED, what).line());
        return ExitCode.FAILED;
    }

    private String read() throws IOException {
        try (InputStream source = file == null ? around.in() : Files.newInputStream(file)) {
            return new String(source.readNBytes(LONGEST_KEY), StandardCharsets.ISO_8859_1);
        }
    }
}
