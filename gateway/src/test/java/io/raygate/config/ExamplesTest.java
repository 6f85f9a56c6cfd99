package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code config/} load as they stand. */
class ExamplesTest {
    private static final Path FOLDER = Path.of("..", "config");

    @ParameterizedTest
    @ValueSource(strings = {"quickstart.yaml", "production.yaml"})
    void loadsWithoutFaultOrWarning(String name) {
        ConfigResult result =
                new ConfigLoader(Map.<String, String>of()::get).load(FOLDER.resolve(name));
        assertThat(result).isInstanceOf(LoadedConfig.class);
        assertThat(((LoadedConfig) result).warnings()).isEmpty();
    }
}
