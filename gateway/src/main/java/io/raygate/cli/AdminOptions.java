package io.raygate.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command over the admin API takes. */
final class AdminOptions {
    @Option(
            names = "--admin-url",
            paramLabel = "URL",
            description =
                    "The admin listener; default: RAYGATE_ADMIN_URL, the one logged in to, http://127.0.0.1:9090.")
    @Nullable String url;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The authority behind the certificate of the admin listener.")
    @Nullable Path authority;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    Output output = Output.TABLE;

    @Option(names = "--quiet", description = "Prints a new key or an id, and nothing else.")
    boolean quiet;

    /** Of commands that change something. */
    static class Changing {
        @Option(names = "--dry-run", description = "Has everything checked and nothing done.")
        boolean dryRun;

        /** For the path of the request. */
        String query() {
            return dryRun ? "?dryRun=true" : "";
        }
    }

    /** Of commands whose change cannot be undone. */
    static final class Ending extends Changing {
        @Option(names = "--yes", description = "Does not ask.")
        boolean yes;
    }
}
