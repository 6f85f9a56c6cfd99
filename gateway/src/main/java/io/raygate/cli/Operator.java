package io.raygate.cli;

import java.io.Console;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whoever sits before the terminal. */
public interface Operator {
    /** What is answered to a question, or null at the end of input. */
    @Nullable String answer(String question);

    /** The same without showing it. */
    @Nullable String secret(String question);

    /** The platform gives a console even where none is. */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Operator atConsole() {
        Console console = System.console();
        return console != null && console.isTerminal() ? new AtConsole(console) : null;
    }

    /** At the console of this process. */
    record AtConsole(Console console) implements Operator {
        @Override
        public @Nullable String answer(String question) {
            return console.readLine("%s", question);
        }

        @Override
        public @Nullable String secret(String question) {
            char[] typed = console.readPassword("%s", question);
            if (typed == null) {
                return null;
            }
            String secret = new String(typed);
            Arrays.fill(typed, ' ');
            return secret;
        }
    }
}
