package io.raygate;

import java.io.PrintStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks: data to {@code out}, talk to {@code err}.
 *
 * @param environment the value of a variable, or null
 */
record Terminal(PrintStream out, PrintStream err, Function<String, @Nullable String> environment) {

    static Terminal system() {
        return new Terminal(System.out, System.err, System::getenv);
    }
}
