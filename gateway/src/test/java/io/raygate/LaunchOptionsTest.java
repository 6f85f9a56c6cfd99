package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        assertThat(complaints("--version")).isEmpty();
    }

    /** As after an update of the JDK, or a build that did not record a new one. */
    @Test
    void anAotCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        assertThat(complaints("-XX:AOTCache=" + OPTIONS, "--version")).isEmpty();
    }

    private static String complaints(String... arguments) throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java, "@" + OPTIONS));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        byte[] said = process.getErrorStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new String(said, StandardCharsets.UTF_8);
    }
}
