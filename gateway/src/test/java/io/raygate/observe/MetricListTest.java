package io.raygate.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics are listed once, and the list says what the code does. */
class MetricListTest {

    @Test
    void theReadmeListsEveryMetricWithItsLabels() throws IOException {
        Path readme = Path.of(System.getProperty("basedir", "."), "README.md");
        List<String> lines = Files.readAllLines(readme);
        int head = lines.indexOf("| name | labels |");
        List<String> rows =
                lines.subList(head + 2, lines.size()).stream()
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(MetricListTest::row).toList());
    }

    private static String row(Metric metric) {
        String name = metric.fullName().substring("raygate_".length());
        String suffix = metric.kind() == Metric.Kind.COUNTER ? "_total" : "";
        String labels = metric.labels().isEmpty() ? "-" : String.join(", ", metric.labels());
        return "| `" + name + suffix + "` | " + labels + " |";
    }
}
