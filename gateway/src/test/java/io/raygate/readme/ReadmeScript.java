package io.raygate.readme;

import java.util.ArrayList;
import java.util.List;

/**
 * The shell script in a Markdown file: what its reader is told to type, in order.
 *
 * <ul>
 *   <li>a fenced block {@code sh test}: its commands
 *   <li>a fenced block {@code yaml test=FILE}, or any other language: the content of a file
 *   <li>{@code <!-- test: COMMAND -->} on a line: a command that the reader does not see, for
 *       instance to wait
 * </ul>
 */
final class ReadmeScript {
    private static final String FENCE = "```";
    private static final String HIDDEN = "<!-- test:";
    private static final String HIDDEN_END = "-->";

    private final List<String> script = new ArrayList<>();
    private boolean inside;
    private boolean kept;
    private boolean file;

    private ReadmeScript() {}

    /** Returns the script, empty where the file has nothing to test. */
    static String of(List<String> markdown) {
        ReadmeScript reading = new ReadmeScript();
        markdown.forEach(reading::line);
        return String.join("\n", reading.script);
    }

    private void line(String line) {
        if (line.startsWith(FENCE)) {
            fence(line.substring(FENCE.length()).strip());
        } else if (inside) {
            if (kept) {
                script.add(line);
            }
        } else if (line.startsWith(HIDDEN)) {
            script.add(line.substring(HIDDEN.length(), line.lastIndexOf(HIDDEN_END)).strip());
        }
    }

    private void fence(String info) {
        if (inside) {
            if (kept && file) {
                script.add("END_OF_FILE");
            }
            inside = false;
            return;
        }
        int mark = info.indexOf(" test");
        inside = true;
        kept = mark >= 0;
        file = kept && info.startsWith("=", mark + " test".length());
        if (file) {
            String name = info.substring(mark + " test=".length());
            script.add("cat >" + name + " <<'END_OF_FILE'");
        }
    }
}
