package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
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

    @Test
    void theAnnotatedExampleOfTheDesignLoads() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("conventions.yaml"))) {
            ConfigResult result = Configs.load(in.readAllBytes());
            assertThat(Configs.faults(result)).isEmpty();
            assertThat(Configs.warnings(result)).isEmpty();
        }
    }

    /** A word that is not built yet is an unknown key, never a silent nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admission: {}",
                "rollouts: {}",
                "admin: {console: true}",
                "admin: {rayDashboard: {}}",
                "observability: {tracing: {}}",
                "connections: {perTenant: 1}"
            })
    void wordsOfLaterFeaturesAreUnknown(String later) {
        String yaml = Configs.BASE.replace("trustedProxies:", later + "\ntrustedProxies:");
        assertThat(Configs.faults(Configs.load(yaml)))
                .singleElement()
                .asString()
                .contains(": unknown key");
    }

    @Test
    void theReadmeShowsFaultsAsTheyArePrinted() throws IOException {
        String yaml =
                Configs.BASE
                        .replace("main:", "llm-stable:")
                        .replace("{head: 10s}", "{head: 10}")
                        .replace("{budget: 10%}", "{buget: 10%}")
                        .replace("weights: {llm-stable: 1}", "weights: {llm-stabel: 1}");
        String readme = Files.readString(FOLDER.resolve("README.md"));
        assertThat(Configs.faults(Configs.load(yaml)))
                .hasSize(3)
                .allSatisfy(fault -> assertThat(readme).contains("config.yaml:" + fault));
    }
}
