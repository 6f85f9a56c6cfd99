package io.raygate.cli;

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
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code raygate key}: makes entries for {@code tenants.<id>.keys} of the configuration file, and
 * keys in the store of a running gateway. A secret is shown once and comes in by standard input or
 * a file, never as an argument. The command line that holds it must allow enum values in any letter
 * case.
 */
@Command(
        name = "key",
        description = "Makes API keys, in a running gateway or for the configuration file.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {
    private static final String KEYS = "/v1/keys";
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");
    private static final Pattern PREFIX = Pattern.compile("(?!rga$)[a-z][a-z0-9-]{0,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");
    private static final int LONGEST_KEY = 1024;

    private final RandomGenerator random;
    private final Surroundings around;
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
     */
    public KeyCommand(RandomGenerator random, Surroundings around) {
        this.random = random;
        this.around = around;
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a key.")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--tenant",
                            paramLabel = "ID",
                            description = "Whose it is; not with a credential of a tenant.")
                    @Nullable String tenant,
            @Option(
                            names = "--environment",
                            paramLabel = "NAME",
                            description = "live, test or another one of the file's.")
                    @Nullable String environment,
            @Mixin KeyWords words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = words.json().put("name", name);
        if (tenant != null) {
            body.put("tenant", tenant);
        }
        if (environment != null) {
            body.put("environment", environment);
        }
        return run(options, it -> it.make(KEYS, body, how));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists keys.")
    int list(
            @Option(names = "--tenant", paramLabel = "ID", description = "Of this tenant only.")
                    @Nullable String tenant,
            @Mixin AdminOptions options) {
        List<String> fields =
                List.of(
                        "id",
                        "prefix",
                        "name",
                        "tenant",
                        "scopes",
                        "enabled",
                        "expiresAt",
                        "lastUsedAt",
                        "revokedAt");
        String query = tenant == null ? "" : "&tenant=" + Session.word(tenant);
        return run(options, it -> it.list(KEYS, query, fields));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a key.")
    int show(@Parameters(paramLabel = "ID") String id, @Mixin AdminOptions options) {
        return run(options, it -> it.show(path(id)));
    }

    @Command(name = "set", mixinStandardHelpOptions = true, description = "Changes a key.")
    int set(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--name", paramLabel = "NAME") @Nullable String name,
            @Mixin KeyWords words,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = words.json();
        if (name != null) {
            body.put("name", name);
        }
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Has a key refused until it is enabled again.")
    int disable(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("enabled", false);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Takes a disabled key again.")
    int enable(
            @Parameters(paramLabel = "ID") String id,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("enabled", true);
        return run(options, it -> it.change(path(id), body, how));
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes a key in the place of another, which goes on for a while.")
    int rotate(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            paramLabel = "TIME",
                            defaultValue = "24h",
                            description =
                                    "How long the old one goes on, 0s to 30d (default: ${DEFAULT-VALUE}).")
                    String overlap,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("overlap", overlap);
        return run(options, it -> it.make(path(id) + "/rotate", body, how));
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Takes a key back for good, on every gateway at once.")
    int revoke(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "revoked by hand")
                    String reason,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        JsonObject body = new JsonObject().put("reason", reason);
        return run(
                options,
                it -> {
                    it.confirm("Revoking the key " + id, how);
                    return it.make(path(id) + "/revoke", body, how);
                });
    }

    @Command(
            name = "report-leak",
            mixinStandardHelpOptions = true,
            description =
                    "Revokes a key that was found where it should not be; reads it from standard input.")
    int reportLeak(
            @Option(names = "--url", paramLabel = "URL", description = "Where it was found.")
                    @Nullable String url,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(
                options,
                it -> {
                    JsonObject body = new JsonObject().put("key", it.line().strip());
                    if (url != null) {
                        body.put("url", url);
                    }
                    if (!how.yes && !how.dryRun) {
                        throw new CommandFailure(
                                ExitCode.USAGE,
                                "the key is revoked for good, and standard input is taken: add --yes");
                    }
                    return it.make(KEYS + "/report-leak", body, how);
                });
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Takes over keys made elsewhere: JSON lines with hash, name and tenant.")
    int importKeys(
            @Parameters(paramLabel = "FILE") Path file,
            @Mixin AdminOptions options,
            @Mixin AdminOptions.Changing how) {
        return run(options, it -> new KeyImport(it, file).run(how));
    }

    private static String path(String id) {
        return KEYS + "/" + Session.word(id);
    }

    private int run(AdminOptions options, Function<Session, Integer> body) {
        return Session.run(spec, around, options, body);
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
            @Mixin Entry entry,
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
            return ExitCode.DONE;
        }
        out().println("key:   " + key);
        out().println("entry: " + yaml(key, entry));
        err().println("The key is shown this once. The entry goes under tenants.<tenant>.keys.");
        return ExitCode.DONE;
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
            return ExitCode.FAILED;
        }
        String key = read(file).strip();
        if (!KeyFormat.isWellFormed(key)) {
            err().println("raygate: this is not an API key: its shape or checksum is wrong");
            return ExitCode.FAILED;
        }
        out().println(output == Output.JSON ? identity(key).encode() : digest(key));
        return ExitCode.DONE;
    }

    private String read(@Nullable Path file) throws IOException {
        try (InputStream source = file == null ? around.in() : Files.newInputStream(file)) {
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
