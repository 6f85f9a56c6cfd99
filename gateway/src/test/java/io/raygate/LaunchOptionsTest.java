package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options file that launcher and image start the gateway with. */
class LaunchOptionsTest {
    private static final Path OPTIONS =
            Path.of(System.getProperty("basedir", "."), "src/main/launch/java.options");

    @Test
    void testsMayUseTheSameNativeCodeAsTheProduct() throws Exception {
        List<String> access =
                Files.readAllLines(OPTIONS).stream().filter(l -> l.startsWith("--")).toList();

        assertThat(access).isNotEmpty();
        assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).containsAll(access);
    }

    @Test
    void thisJdkTakesEveryOptionWithoutAWord() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();

        Process version =
                new ProcessBuilder(java, "@" + OPTIONS, "--version")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();

        assertThat(version.getErrorStream().readAllBytes()).isEmpty();
        assertThat(version.waitFor()).isZero();
    }
}
