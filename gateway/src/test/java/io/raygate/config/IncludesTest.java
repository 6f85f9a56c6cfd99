package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration in several files. */
class IncludesTest {
    private static final String HASH = "\"sha256:" + "0".repeat(64) + "\"";

    @TempDir Path folder;

    private ConfigResult load(String include) throws IOException {
        write("main.yaml", Configs.BASE + "include: " + include + "\n");
        return new ConfigLoader(Map.<String, String>of()::get).load(folder.resolve("main.yaml"));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void addTenantsClustersRoutesIssuersAndListeners() throws IOException {
        write(
                "more/b.yaml",
                "tenants: {globex: {}}\nclusters: {canary: {endpoints: ['http://10.0.0.1:8000']}}\n");
        write(
                "more/a.yaml",
                "version: 1\nlisteners: {x: {address: '127.0.0.1:0'}}\nauth: {jwt: {other: {issuer: o, audiences: [a], jwks: {file: o.json}}}}\n");
        LoadedConfig loaded = (LoadedConfig) load("[more/*.yaml]");
        GatewayConfig config = loaded.config();
        assertThat(config.tenants()).containsOnlyKeys("acme", "globex");
        assertThat(config.clusters()).containsOnlyKeys("main", "canary");
        assertThat(config.listeners()).containsOnlyKeys("https", "http", "x");
        assertThat(config.auth().jwt().get("other"))
                .extracting(JwtConfig::keys)
                .isEqualTo(new KeysConfig.File(folder.resolve("more/o.json")));
        assertThat(loaded.files())
                .containsExactly(
                        folder.resolve("main.yaml"),
                        folder.resolve("more/a.yaml"),
                        folder.resolve("more/b.yaml"),
                        folder.resolve("more"));
    }

    @Test
    void nameTheirOwnFilesInFaults() throws IOException {
        write("more/a.yaml", "tenants:\n  globex: {share: 2}\n");
        assertThat(load("[more/a.yaml]").toString())
                .contains("more/a.yaml:2:12: tenants.globex.share");
    }

    @Test
    void doNotRepeatWhatStandsElsewhere() throws IOException {
        write(
                "a.yaml",
                "tenants: {acme: {}}\ndrain: {delay: 1s}\nroutes: {chat: {openai: true}}\ntimeouts: {head: 1s}\n");
        ConfigProblems problems = (ConfigProblems) load("[a.yaml]");
        assertThat(problems.faults())
                .extracting(ConfigProblem::path)
                .containsExactly("tenants.acme", "routes.chat", "timeouts");
        assertThat(problems.faults().getFirst().message()).contains("main.yaml:10:11");
    }

    @Test
    void doNotIncludeFurther() throws IOException {
        write("a.yaml", "include: [b.yaml]\n");
        assertThat(load("[a.yaml]").toString()).contains("stands in an included file");
    }

    @Test
    void leaveHiddenFilesAndFoldersOut() throws IOException {
        write("more/.a.yaml", "nonsense");
        write("more/b.yaml/c", "nonsense");
        assertThat(load("[more/*.yaml]")).isInstanceOf(LoadedConfig.class);
        assertThat(Configs.warningsOf(load("[more/*.yaml]")))
                .anyMatch(it -> it.contains("finds no file"));
    }

    @Test
    void areMissedWhenTheyAreNamed() throws IOException {
        assertThat(load("[none.yaml]").toString()).contains("none.yaml").contains("does not exist");
        assertThat(load("[none/*.yaml]").toString()).contains("cannot be read");
        assertThat(load("['more/[.yaml']").toString()).contains("is not a pattern");
        assertThat(load("more/*.yaml").toString()).contains("is not a list");
    }

    @Test
    void areReadOnceEach() throws IOException {
        write("a.yaml", "tenants: {globex: {keys: {k: {hash: " + HASH.replace('0', '1') + "}}}}\n");
        assertThat(load("[a.yaml, '*a.yaml']").toString()).contains("is included twice");
    }

    @Test
    void leaveTheMainFileOut() throws IOException {
        write("a.yaml", "tenants: {globex: {}}\n");
        assertThat(load("['*.yaml']")).isInstanceOf(LoadedConfig.class);
        assertThat(load("[main.yaml]").toString()).contains("is included twice");
    }

    /** A pipe would be waited for, a device read without end. */
    @Test
    void includesFilesOnly() throws IOException {
        assertThat(load("[/dev/null]").toString()).contains("is no regular file");
        assertThat(load("[/]").toString()).contains("is no regular file");
    }
}
