package io.raygate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The fields of the access log are listed once, in the order in which they are written. */
class AccessLineListTest {
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    private static final Path CODE =
            BASE.resolve("src/main/java/io/raygate/observe/AccessLine.java");
    private static final Pattern NAME = Pattern.compile("\"([a-z_]+(?:\\.[a-z_]+)*)\"");

    @Test
    void theReadmeListsEveryField() throws IOException {
        List<String> lines = Files.readAllLines(BASE.resolve("README.md"));
        int head = lines.indexOf("| field | what it says |");
        List<String> listed =
                lines.subList(head + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line -> line.split("`", -1)[1])
                        .toList();
        List<String> written =
                NAME.matcher(Files.readString(CODE))
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .toList();
        assertThat(listed).hasSizeGreaterThan(20).isEqualTo(written);
    }
}
