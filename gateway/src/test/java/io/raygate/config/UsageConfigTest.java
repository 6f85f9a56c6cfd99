package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of what requests cost, and for how long. */
class UsageConfigTest {
    private static String with(String words) {
        return Configs.changed("version: 1", "version: 1\n" + words);
    }

    @Test
    void isNotKeptUnlessSaid() {
        assertThat(Configs.loaded(with("")).config().usage()).isNull();
        assertThat(Configs.loaded(with("state: {folder: s}\nusage: {}")).config().usage())
                .isEqualTo(new UsageConfig(Duration.ofDays(30), Duration.ofDays(400)));
    }

    @Test
    void needsAPlaceAndAnEnd() {
        assertThat(Configs.faults(Configs.load(with("usage: {}"))))
                .anyMatch(it -> it.contains("usage: is kept"));
        assertThat(Configs.faults(Configs.load(with("state: {folder: s}\nusage: {events: 59m}"))))
                .anyMatch(it -> it.contains("usage.events: \"59m\" is out of bounds"));
    }
}
