package io.raygate.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
                .isEqualTo(new UsageConfig(Duration.ofDays(30), Duration.ofDays(400), null));
    }

    @Test
    void mayBeWrittenToAFileToo() {
        String words = "state: {folder: s}\nusage: {file: {path: /u.jsonl, size: 1MiB, keep: 2}}";
        assertThat(requireNonNull(Configs.loaded(with(words)).config().usage()).file())
                .isEqualTo(new UsageConfig.ToFile(Path.of("/u.jsonl"), 1 << 20, 2));
        assertThat(Configs.faults(Configs.load(with("state: {folder: s}\nusage: {file: {}}"))))
                .anyMatch(it -> it.contains("usage.file.path: is missing"));
    }

    @Test
    void needsAPlaceAndAnEnd() {
        assertThat(Configs.faults(Configs.load(with("usage: {}"))))
                .anyMatch(it -> it.contains("usage: is kept"));
        assertThat(Configs.faults(Configs.load(with("state: {folder: s}\nusage: {events: 59m}"))))
                .anyMatch(it -> it.contains("usage.events: \"59m\" is out of bounds"));
    }
}
