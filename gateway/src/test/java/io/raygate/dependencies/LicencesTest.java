package io.raygate.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S-107: the licence list names what is shipped, no more and no less. */
class LicencesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "."), "docs", "licences.md");

    /** Those that ask for no more than to be named. */
    private static final Set<String> ACCEPTED =
            Set.of(
                    "Apache-2.0",
                    "MIT",
                    "MIT-0",
                    "BSD-2-Clause",
                    "BSD-2-Clause OR CC0-1.0",
                    "EPL-2.0 OR Apache-2.0");

    @Test
    void listsEachLibraryThatIsShipped() throws IOException {
        List<RunTimeArtifact> listed =
                rows().stream()
                        .map(r -> new RunTimeArtifact(r.get(0), r.get(1), r.get(2)))
                        .toList();

        assertThat(listed)
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(RunTimeArtifact.all());
    }

    @Test
    void eachLicenceIsAccepted() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(ACCEPTED).contains(row.get(3)));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
    }
}
