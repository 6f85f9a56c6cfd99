package io.raygate.testing;

/** What fixtures add to a configuration where a test says nothing else. */
final class Sections {
    private Sections() {}

    /** The line of a whole section, or none where {@code yaml} has this section already. */
    static String unlessIn(String yaml, String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        return yaml.lines().anyMatch(it -> it.startsWith(key)) ? "" : line;
    }
}
