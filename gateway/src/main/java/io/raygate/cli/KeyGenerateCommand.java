package io.raygate.cli;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
 * {@code raygate key generate}: a key, and its entry for {@code tenants.<id>.keys} of the
 * configuration file.
 */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Makes a key for the configuration file and shows it once, with its entry there.")
final class KeyGenerateCommand implements Callable<Integer> {
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]{1,16}");
    private static final Pattern PREFIX = Pattern.compile("(?!rga$)[a-z][a-z0-9-]{0,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9._:/-]{1,64}");

    private final RandomGenerator random;
    private final InstantSource clock;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "live",
            description = "live, test or another one of the file's.")
    private String environment = "live";

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "rg",
            description = "The file's prefix; sk-rg for tools that demand sk-.")
    private String prefix = "rg";

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
            defaultValue = "never",
            converter = Expiry.Reader.class,
            description =
                    "When the key ends: 2027-06-30T00:00:00Z, 30d from now, or never (default: ${DEFAULT-VALUE}).")
    private Expiry expires = new Expiry.Never();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    KeyGenerateCommand(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        demand(ENVIRONMENT, environment, "--environment");
        demand(PREFIX, prefix, "--prefix");
        demand(NAME, name, "--name");
        scopes.forEach(scope -> demand(SCOPE, scope, "--scope"));
        String key = new KeyGenerator(random).next(prefix, environment);
        String end = expires.text(clock.instant());
        CommandLine line = spec.commandLine();
        if (output != Output.TABLE) {
            line.getOut().println(output.text(json(key, end)));
            return ExitCode.DONE;
        }
        line.getOut().println("key:   " + key);
        line.getOut().println("entry: " + yaml(key, end));
        line.getErr()
                .println("The key is shown this once. The entry goes under tenants.<tenant>.keys.");
        return ExitCode.DONE;
    }

    private void demand(Pattern pattern, String value, String option) {
        if (!pattern.matcher(value).matches()) {
            throw new ParameterException(
                    spec.commandLine(), option + " must match " + pattern.pattern());
        }
    }

    private JsonObject json(String key, @Nullable String end) {
        JsonObject json = identity(key).put("key", key).put("name", name);
        json.put("scopes", new JsonArray(scopes));
        return end == null ? json : json.put("expiresAt", end);
    }

    private String yaml(String key, @Nullable String end) {
        StringBuilder yaml = new StringBuilder(name);
        yaml.append(": {hash: \"").append(digest(key)).append('"');
        if (!scopes.isEmpty()) {
            yaml.append(", scopes: [\"").append(String.join("\", \"", scopes)).append("\"]");
        }
        if (end != null) {
            yaml.append(", expires: ").append(end);
        }
        return yaml.append('}').toString();
    }

    /** What may be known of a key. */
    static JsonObject identity(String key) {
        return new JsonObject().put("id", KeyFormat.id(key)).put("hash", digest(key));
    }

    static String digest(String key) {
        return new CredentialHash().of(key.getBytes(StandardCharsets.ISO_8859_1)).text();
    }
}
