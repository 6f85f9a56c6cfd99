package io.raygate;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code raygate key}: makes entries for {@code tenants.<id>.keys} of the configuration file. A
 * secret is shown once and comes in by standard input or a file, never as an argument. The command
 * line that holds it must allow enum values in any letter case.
 */
@Command(
        name = "key",
        description = "Makes API keys for the configuration file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");
    private static final Pattern PREFIX = Pattern.compile("(?!rga$)[a-z][a-z0-9-]{0,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");
    private static final int LONGEST_KEY = 1024;

    private final RandomGenerator random;
    private final InputStream in;
    @Spec private CommandSpec spec = CommandSpec.create();

    /** What a key's entry in the file says beside its hash. */
    static final class Entry {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "default",
                description = "The key's name in the file (default: ${DEFAULT-VALUE}).")
        private String name = "default";

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "A scope that the key grants; may be repeated.")
        private List<String> scopes = List.of();

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                description = "When the key ends, as 2027-06-30T00:00:00Z (default: never).")
        private @Nullable Instant expires;
    }

    /**
     * @param random cryptographically strong
     * @param in standard input
     */
    KeyCommand(RandomGenerator random, InputStream in) {
        this.random = random;
        this.in = in;
    }

    @Command(
            name = "generate",
            mixinStandardHelpOptions = true,
            description = "Makes a new key and shows it once, with its entry for the file.")
    int generate(
            @Option(
                            names = "--environment",
                            paramLabel = "NAME",
                            defaultValue = "live",
                            description = "live, test or another one of the file's.")
                    String environment,
            @Option(
                            names = "--prefix",
                            paramLabel = "PREFIX",
                            defaultValue = "rg",
                            description = "The file's prefix; sk-rg for tools that demand sk-.")
                    String prefix,
            @CommandLine.Mixin Entry entry,
            @Option(
                            names = "--output",
                            paramLabel = "FORMAT",
                            defaultValue = "table",
                            description = "table or json (default: ${DEFAULT-VALUE}).")
                    Output output) {
        demand(ENVIRONMENT, environment, "--environment");
        demand(PREFIX, prefix, "--prefix");
        demand(NAME, entry.name, "--name");
        entry.scopes.forEach(scope -> demand(SCOPE, scope, "--scope"));
        String key = new KeyGenerator(random).next(prefix, environment);
        if (output == Output.JSON) {
            out().println(json(key, entry).encode());
            return CommandLine.ExitCode.OK;
        }
        out().println("key:   " + key);
        out().println("entry: " + yaml(key, entry));
        err().println("The key is shown this once. The entry goes under tenants.<tenant>.keys.");
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "hash",
            mixinStandardHelpOptions = true,
            description = "Prints the hash of a key that is read from standard input or a file.")
    int hash(
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description = "Where the key stands (default: standard input).")
                    @Nullable Path file,
            @Option(
                            names = "--output",
                            paramLabel = "FORMAT",
                            defaultValue = "table",
                            description = "table or json (default: ${DEFAULT-VALUE}).")
                    Output output)
            throws IOException {
        if (file != null && (Files.isDirectory(file) || !Files.isReadable(file))) {
            err().println("raygate: cannot read the file " + file);
            return CommandLine.ExitCode.SOFTWARE;
        }
        String key = read(file).strip();
        if (!KeyFormat.isWellFormed(key)) {
            err().println("raygate: this is not an API key: its shape or checksum is wrong");
            return CommandLine.ExitCode.SOFTWARE;
        }
        out().println(output == Output.JSON ? identity(key).encode() : digest(key));
        return CommandLine.ExitCode.OK;
    }

    private String read(@Nullable Path file) throws IOException {
        try (InputStream source = file == null ? in : Files.newInputStream(file)) {
            return new String(source.readNBytes(LONGEST_KEY), StandardCharsets.ISO_8859_1);
        }
    }

    private void demand(Pattern pattern, String value, String option) {
        if (!pattern.matcher(value).matches()) {
            throw new ParameterException(
                    spec.commandLine(), option + " must match " + pattern.pattern());
        }
    }

    private static JsonObject identity(String key) {
        return new JsonObject().put("id", KeyFormat.id(key)).put("hash", digest(key));
    }

    private static JsonObject json(String key, Entry entry) {
        JsonObject json = identity(key).put("key", key).put("name", entry.name);
        json.put("scopes", new JsonArray(entry.scopes));
        return entry.expires == null ? json : json.put("expiresAt", entry.expires.toString());
    }

    private static String yaml(String key, Entry entry) {
        StringBuilder yaml = new StringBuilder(entry.name);
        yaml.append(": {hash: \"").append(digest(key)).append('"');
        if (!entry.scopes.isEmpty()) {
            yaml.append(", scopes: [\"").append(String.join("\", \"", entry.scopes)).append("\"]");
        }
        if (entry.expires != null) {
            yaml.append(", expires: ").append(entry.expires);
        }
        return yaml.append('}').toString();
    }

    private static String digest(String key) {
        return new CredentialHash().of(key.getBytes(StandardCharsets.ISO_8859_1)).text();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
