package io.raygate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each requirement of {@code docs/security.md} whose part is built is named by a test. */
class RequirementsTest {
    private static final Path PAGE = Path.of("docs", "security.md");
    private static final Pattern STATED = Pattern.compile("^(?:- |\\| )(S-\\d+) (?!\\(later\\))");
    private static final Pattern NAMED = Pattern.compile("\\bS-\\d+\\b");
    private static final Pattern RANGE = Pattern.compile("\\bS-(\\d+) to S-(\\d+)\\b");

    @Test
    void eachIsNamedByATest() throws IOException {
        Set<String> stated =
                Files.readAllLines(PAGE).stream()
                        .flatMap(line -> STATED.matcher(line).results())
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(stated).hasSizeGreaterThan(90).contains("S-01", "S-110");

        stated.removeAll(named());

        assertThat(stated).as("requirements that no test names").isEmpty();
    }

    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path root : new Path[] {Path.of("src", "test"), Path.of("..", "loadtest")}) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().matches(".*\\.(java|py|md)"))
                        .map(RequirementsTest::text)
                        .forEach(text -> named.addAll(numbers(text)));
            }
        }
        return named;
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        NAMED.matcher(text).results().map(MatchResult::group).forEach(numbers::add);
        RANGE.matcher(text)
                .results()
                .forEach(
                        range -> {
                            int last = Integer.parseInt(range.group(2));
                            for (int n = Integer.parseInt(range.group(1)); n <= last; n++) {
                                numbers.add("S-%02d".formatted(n));
                            }
                        });
        return numbers;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
