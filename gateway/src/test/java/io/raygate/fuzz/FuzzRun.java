package io.raygate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs each target under Jazzer in a process of its own for {@code -Dfuzz.seconds}; only in profile
 * {@code fuzz}, which brings Jazzer. Inputs that reach new code are collected under {@code
 * target/fuzz}; the one behind a finding is named in the log and belongs into the kept corpus.
 */
class FuzzRun {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final int START_AND_END_SECONDS = 180;

    static List<Class<?>> targets() {
        return FuzzTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothing(Class<?> target) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", target.getSimpleName()));
        Path collected = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");
        Process fuzzer =
                new ProcessBuilder(
                                javaExecutable(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Xmx1g",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=io.raygate.**",
                                "--custom_hook_includes=io.raygate.**",
                                "--reproducer_path=" + folder,
                                "-artifact_prefix=" + folder + File.separator,
                                "-max_total_time=" + SECONDS,
                                "-print_final_stats=1",
                                collected.toString(),
                                FuzzTargets.corpus(target).toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = fuzzer.waitFor(SECONDS + START_AND_END_SECONDS, TimeUnit.SECONDS);
        fuzzer.destroyForcibly();
        assertThat(ended).describedAs("ends in time, see %s", log).isTrue();
        assertThat(fuzzer.exitValue()).describedAs("finding, see %s", log).isZero();
        assertThat(log).content().contains("stat::number_of_executed_units");
    }

    private static String javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
