package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * The reference page says what the schema says; {@link SchemaTest} holds the schema against the
 * loader.
 */
class ReferencePageTest {

    @Test
    void isWrittenFromTheSchema() throws IOException {
        String page = ReferencePage.render(new SchemaFile());
        if (Boolean.getBoolean("raygate.write")) {
            Files.writeString(ReferencePage.FILE, page);
        }
        assertThat(ReferencePage.FILE).hasContent(page);
    }

    @Test
    void namesEachKeyOnce() {
        assertThat(
                        ReferencePage.render(new SchemaFile())
                                .lines()
                                .filter(it -> it.startsWith("| `") || it.startsWith("| **"))
                                .map(it -> it.substring(0, it.indexOf(" |", 2))))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(150);
    }
}
