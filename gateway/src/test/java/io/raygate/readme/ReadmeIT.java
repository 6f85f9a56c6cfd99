package io.raygate.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of each README, run in order in a folder that looks like the checkout. */
class ReadmeIT {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");

    /** Every README with something to run; see {@link ReadmeScript} for the marks. */
    static List<Path> readmes() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.endsWith("README.md"))
                    .filter(file -> !ReadmeScript.of(read(file)).isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void itsCommandsWork(Path readme, @TempDir Path folder) throws Exception {
        try (Stream<Path> top = Files.list(ROOT.toRealPath())) {
            for (Path entry : top.toList()) {
                Files.createSymbolicLink(folder.resolve(entry.getFileName()), entry);
            }
        }

        Shell.Result result = Shell.run(PROLOGUE + ReadmeScript.of(read(readme)), folder);

        assertThat(result.exit()).as(result.output()).isZero();
    }

    /** The first failure ends it, and what it left in the background ends with it. */
    private static final String PROLOGUE =
            """
            set -euo pipefail
            trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
            """;

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
