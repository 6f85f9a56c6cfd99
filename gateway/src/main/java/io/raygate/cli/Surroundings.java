package io.raygate.cli;

import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What commands find around them.
 *
 * @param environment the value of a variable, or null
 * @param in standard input
 * @param interactive whether somebody can be asked
 */
public record Surroundings(
        Function<String, @Nullable String> environment, InputStream in, boolean interactive) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System::getenv, System.in, isTerminal());
    }

    /** The platform gives a console even where none is. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Where credentials are kept, by the XDG base directory specification. */
    Path credentialsFile() {
        String base = environment.apply("XDG_CONFIG_HOME");
        String home = environment.apply("HOME");
        Path folder =
                base != null && !base.isEmpty()
                        ? Path.of(base)
                        : Path.of(home == null ? "." : home, ".config");
        return folder.resolve("raygate").resolve("credentials.json");
    }
}
