package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no configuration at all, or are made to hurt. */
class HostileFilesTest {

    private static void refuses(String yaml, String expected) {
        refuses(yaml.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static void refuses(byte[] content, String expected) {
        assertThat(Configs.faults(Configs.load(content)))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @Test
    void refusesAnEmptyFile() {
        refuses("", "1:1: the file is empty");
        refuses("# nothing\n", "2:1: the file is empty");
    }

    @Test
    void refusesADocumentThatIsNoMapping() {
        refuses("- version: 1", "1:1: the document is not a mapping");
        refuses("version 1", "1:1: the document is not a mapping");
        refuses("---\n...\n", "2:1: the document is not a mapping");
    }

    @Test
    void refusesASecondDocument() {
        refuses("version: 1\n---\nversion: 1\n", "2:1: a second document begins");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        refuses(new byte[] {'a', ':', ' ', (byte) 0xC3, '('}, "1:4: is not UTF-8");
        refuses("version: 1".getBytes(StandardCharsets.UTF_16), "1:1: is not UTF-8");
        refuses(new byte[] {'a', '\n', 'b', (byte) 0xE2, (byte) 0x82}, "2:2: is not UTF-8");
    }

    @Test
    void refusesBinaryContent() {
        refuses(new byte[] {'a', '\n', 0, 1}, "2:1: holds the character U+0000");
        refuses("a\r\nb: \u009b", "2:4: holds the character U+009B");
    }

    @Test
    void readsAByteOrderMark() {
        assertThat(Configs.load("\uFEFF" + Configs.BASE)).isInstanceOf(LoadedConfig.class);
    }

    @Test
    void readsWindowsLineEnds() {
        refuses(
                Configs.BASE.replace("\n", "\r\n").replace("head: 10s", "head: 10"),
                "6:18: timeouts.head: ");
    }

    @Test
    void refusesDeepNestingWithoutRunningOutOfStack() {
        refuses("a: " + "[".repeat(100_000), "1:35: ");
        refuses("{a: ".repeat(100_000), "1:");
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            block.append(" ".repeat(i)).append("a:\n");
        }
        refuses(block.toString(), "32:32: a.a.a.");
    }

    @Test
    void refusesToUnfoldABillionLaughs() {
        StringBuilder yaml =
                new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 20; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s, %s, %s, %s]\n".formatted(i, i, alias, alias, alias, alias));
        }
        refuses(yaml.toString(), "8:");
    }

    @Test
    void refusesAliasesThatNestWithoutEnd() {
        refuses("a: &a [*a]\n", "1:8: a[0]: names an anchor that does not stand before it");
        StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 1_000; i++) {
            yaml.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        refuses(yaml.toString(), "31:");
    }

    @Test
    void refusesMoreValuesThanAnyConfigurationHas() {
        refuses("a: [" + "b,".repeat(YamlReader.MAX_NODES) + "]", "1:");
    }

    @Test
    void readsAliasesWithinBounds() {
        String yaml =
                Configs.BASE
                        .replace("{head: 10s}", "&t {connect: 1s}")
                        .replace("split:", "timeouts: *t\n    split:");
        assertThat(Configs.loaded(yaml).config().routes().get("chat"))
                .extracting(route -> route.timeouts().connect())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesAFileThatIsTooLargeOrNoFile(@TempDir Path folder) throws IOException {
        ConfigLoader loader = new ConfigLoader(Map.<String, String>of()::get);
        Path large = Files.write(folder.resolve("large.yaml"), new byte[ConfigFiles.MAX_BYTES + 1]);
        assertThat(loader.load(large).toString())
                .contains("large.yaml:1:1")
                .contains("is larger than 4MiB");
        assertThat(loader.load(folder).toString()).contains("is a folder");
        assertThat(loader.load(folder.resolve("none.yaml")).toString()).contains("does not exist");
    }

    @Test
    void putsNoControlCharacterIntoAMessage() {
        String message = Configs.load("\"a\\e[2J\\u202Eb\": 1\nversion: 1").toString();
        assertThat(message).contains("a\\u{1b}[2J\\u{202e}b").doesNotContain("\u001b", "\u202e");
    }

    /** A megabyte of one piece takes neither long nor much; a quadratic step would. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "{", "- ", "? ", "a: ", "[a: ", "{a: {", "&a ", "*a ", "'", "\"", "\"\\\n",
                "# ", "\n", "a\n", "a: b\n", "- a\n", "a, ", "|\n ", "%a\n", "---\n", "é", "${",
                "!", "x"
            })
    @Timeout(60)
    void refusesFloodsOfOnePiece(String piece) {
        String flood = piece.repeat(1024 * 1024 / piece.length());
        assertThat(Configs.load("version: 1\na: " + flood)).isInstanceOf(ConfigProblems.class);
    }
}
