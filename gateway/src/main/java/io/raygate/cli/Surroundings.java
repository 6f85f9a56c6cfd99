package io.raygate.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What commands find around them.
 *
 * @param environment the value of a variable, or null
 * @param in standard input
 * @param operator whoever sits before the terminal; null where nobody can be asked
 * @param clock what a life is counted from
 */
public record Surroundings(
        Function<String, @Nullable String> environment,
        InputStream in,
        Supplier<@Nullable Operator> operator,
        InstantSource clock) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System::getenv, System.in, Operator::atConsole, InstantSource.system());
    }

    /** The admin credential of the environment, which goes before what is kept; null: none. */
    @Nullable String adminKey() {
        return environment.apply("RAYGATE_ADMIN_KEY");
    }

    /**
     * Where credentials are kept, by the XDG base directory specification.
     *
     * @throws CommandFailure if the environment names no place
     */
    Path credentialsFile() {
        String base = environment.apply("XDG_CONFIG_HOME");
        String home = environment.apply("HOME");
        boolean chosen = base != null && !base.isEmpty();
        if (!chosen && (home == null || home.isEmpty())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "neither XDG_CONFIG_HOME nor HOME says where credentials are kept: set one, or RAYGATE_ADMIN_KEY and --admin-url");
        }
        Path folder = chosen ? Path.of(base) : Path.of(home, ".config");
        return folder.resolve("raygate").resolve("credentials.json");
    }
}
