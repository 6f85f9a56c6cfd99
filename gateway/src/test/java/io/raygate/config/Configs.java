package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads configurations from text, with an environment of a few variables. */
final class Configs {
    static final Path FILE = Path.of("/etc/raygate/config.yaml");

    static final Map<String, String> ENVIRONMENT =
            Map.of("HEAD", "7s", "EMPTY", "", "PORT", "8000", "MARKED", "hunter2-from-environment");

    /** A valid configuration in which the tests change single words; its line numbers count. */
    static final String BASE =
            """
            version: 1
            listeners:
              https: {address: "127.0.0.1:8443", tls: {certificates: [{names: [a.example], certificate: a.crt, key: {file: a.key}}]}}
              http: {address: "127.0.0.1:8080", redirectTo: https}
            trustedProxies: [10.0.0.0/24]
            timeouts: {head: 10s}
            sizes: {body: 10MiB}
            retry: {budget: 10%}
            auth: {jwt: {corp: {issuer: "https://i", audiences: [a], jwks: {file: corp.json}}}, throttle: {perKey: 10/min}}
            tenants: {acme: {keys: {ci: {hash: "sha256:0000000000000000000000000000000000000000000000000000000000000000"}}}}
            clusters:
              main: {endpoints: ["http://127.0.0.1:8001"]}
            routes:
              chat:
                match: {path: /v1}
                auth: [jwt.corp, apiKeys]
                tenants: [acme]
                split: {weights: {main: 1}}
            """;

    private Configs() {}

    static ConfigResult load(String yaml) {
        return load(yaml.getBytes(StandardCharsets.UTF_8));
    }

    static ConfigResult load(byte[] content) {
        return new ConfigLoader(ENVIRONMENT::get).load(FILE, content);
    }

    static LoadedConfig loaded(String yaml) {
        ConfigResult result = load(yaml);
        assertThat(faults(result)).isEmpty();
        return (LoadedConfig) result;
    }

    /** The base with one piece of its text replaced. */
    static String changed(String from, String to) {
        assertThat(BASE).contains(from);
        return BASE.replace(from, to);
    }

    /** The faults, each as {@code line:column: path: message, allowed}. */
    static List<String> faults(ConfigResult result) {
        return switch (result) {
            case LoadedConfig ignored -> List.of();
            case ConfigProblems problems ->
                    problems.faults().stream().map(Configs::withoutFile).toList();
        };
    }

    static List<String> warnings(ConfigResult result) {
        return switch (result) {
            case LoadedConfig loaded ->
                    loaded.warnings().stream().map(Configs::withoutFile).toList();
            case ConfigProblems problems ->
                    problems.warnings().stream().map(Configs::withoutFile).toList();
        };
    }

    /** The warnings as they are printed. */
    static List<String> warningsOf(ConfigResult result) {
        return switch (result) {
            case LoadedConfig loaded ->
                    loaded.warnings().stream().map(ConfigProblem::toString).toList();
            case ConfigProblems problems ->
                    problems.warnings().stream().map(ConfigProblem::toString).toList();
        };
    }

    private static String withoutFile(ConfigProblem problem) {
        String text = problem.toString();
        assertThat(text).startsWith(FILE + ":");
        return text.substring(FILE.toString().length() + 1);
    }
}
