package io.raygate.fuzz;

import io.raygate.admin.AdminBodyFuzz;
import io.raygate.auth.apikey.KeyFormatFuzz;
import io.raygate.auth.jwt.DiscoveryFuzz;
import io.raygate.auth.jwt.KeySetFuzz;
import io.raygate.auth.jwt.TokenFuzz;
import io.raygate.exchange.CanonicalPathFuzz;
import io.raygate.exchange.SanitizerFuzz;
import io.raygate.listener.RequestReaderFuzz;
import io.raygate.usage.AskedFuzz;
import io.raygate.usage.UsageMeterFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every fuzz target (S-108): a class with {@code public static void fuzzerTestOneInput(byte[])} and
 * a folder of its simple name under {@code src/test/resources/fuzz} with the inputs to begin from.
 * A new target is a line here and such a folder.
 */
final class FuzzTargets {
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");

    private FuzzTargets() {}

    static List<Class<?>> all() {
        return List.of(
                CanonicalPathFuzz.class,
                SanitizerFuzz.class,
                RequestReaderFuzz.class,
                TokenFuzz.class,
                KeySetFuzz.class,
                DiscoveryFuzz.class,
                KeyFormatFuzz.class,
                AdminBodyFuzz.class,
                UsageMeterFuzz.class,
                AskedFuzz.class);
    }

    /** The folder with the kept inputs of a target; the working directory is the module's. */
    static Path corpus(Class<?> target) {
        return CORPUS.resolve(target.getSimpleName());
    }

    static List<Path> inputs(Class<?> target) throws IOException {
        try (Stream<Path> files = Files.list(corpus(target))) {
            return files.sorted().toList();
        }
    }
}
