package io.raygate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** S-108: what fuzzing once began from or found stays without a finding. */
class CorpusTest {

    static List<Class<?>> targets() {
        return FuzzTargets.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyKeptInputPasses(Class<?> target) throws Exception {
        Method entry = target.getMethod("fuzzerTestOneInput", byte[].class);
        List<Path> inputs = FuzzTargets.inputs(target);
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            entry.invoke(null, (Object) Files.readAllBytes(input));
        }
    }
}
