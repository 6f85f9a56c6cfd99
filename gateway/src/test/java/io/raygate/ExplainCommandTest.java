package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.cli.Surroundings;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code explain} comes to the same refusal as the gateway, and says why. */
class ExplainCommandTest {
    private static final String KEY = new KeyGenerator(new Random(3)).next("rg", "test");

    @TempDir private Path folder;

    private Path configuration() throws IOException {
        String hash = new CredentialHash().of(KEY.getBytes(StandardCharsets.US_ASCII)).text();
        return Files.writeString(
                folder.resolve("raygate.yaml"),
                """
                version: 1
                listeners: {http: {address: "127.0.0.1:0"}}
                limits: {wide: {concurrency: 9}, narrow: {requests: {rate: 1/s}, tokens: {rate: 200000/min}, spend: {amount: 12.5, currency: EUR, per: month}}}
                tenants: {acme: {parent: globex, limits: narrow, keys: {ci: {hash: "%s"}}}, globex: {limits: wide}}
                clusters: {one: {endpoints: [http://127.0.0.1:1]}}
                routes:
                  a: {match: {path: /a, methods: [GET, POST]}, auth: [apiKeys], tenants: [acme], sizes: {body: 1KiB}, split: {weights: {one: 1}}}
                  scoped: {match: {path: /scoped}, auth: [apiKeys], tenants: [acme], scopes: [train], split: {weights: {one: 1}}}
                  foreign: {match: {path: /foreign}, auth: [apiKeys], tenants: [globex], split: {weights: {one: 1}}}
                """
                        .formatted(hash));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /a, '', 401, authentication_required",
        "GET, /a, X-API-Key: wrong, 401, invalid_api_key",
        "GET, /a, Authorization: Bearer a.b.c, 401, invalid_token",
        "GET, /a, X-API-Key: KEY~Authorization: Bearer KEY, 400, multiple_credentials",
        "GET, /nowhere, X-API-Key: KEY, 404, not_found",
        "GET, /foreign, X-API-Key: KEY, 404, not_found",
        "GET, /scoped, X-API-Key: KEY, 403, insufficient_scope",
        "DELETE, /a, X-API-Key: KEY, 405, method_not_allowed",
        "TRACE, /a, X-API-Key: KEY, 405, method_not_allowed",
        "BREW, /a, X-API-Key: KEY, 501, method_unknown",
        "GET, /a/../b, X-API-Key: KEY, 400, invalid_path",
        "GET, /a, X-API-Key: KEY~Host: b c, 400, invalid_host",
        "GET, /a, X-API-Key: KEY~Expect: more, 417, expectation_failed",
        "POST, /a, X-API-Key: KEY~Content-Length: 2048, 413, request_too_large",
        "GET, /a, X-API-Key: KEY, , "
    })
    void saysWhy(
            String method,
            String path,
            String fields,
            @Nullable Integer status,
            @Nullable String code)
            throws IOException {
        JsonObject said = explain(method, path, fields);
        assertThat(said.getString("outcome")).isEqualTo(code == null ? "forwarded" : "refused");
        assertThat(said.getInteger("status")).isEqualTo(status);
        assertThat(said.getString("code")).isEqualTo(code);
        assertThat(said.encode()).doesNotContain(KEY);
    }

    @Test
    void saysThatKeysOfTheStoreAreNotLookedUp() throws IOException {
        assertThat(explain("GET", "/a", "X-API-Key: wrong").getString("note")).isNull();
        Files.writeString(configuration(), "state: {folder: state}\n", StandardOpenOption.APPEND);
        assertThat(explainAsItStands("GET", "/a", "X-API-Key: wrong").getString("note"))
                .startsWith("only keys of the file are known here");
    }

    @Test
    void namesTheLimitsThatApply() throws IOException {
        assertThat(explain("GET", "/a", "X-API-Key: KEY").getJsonObject("limit"))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"parent": {"set": "wide", "limits": ["9 open"]},
                                 "tenant": {"set": "narrow", "limits": [
                                   "1 requests in 1 s, 1 at once",
                                   "200000 tokens in 60 s, 200000 at once",
                                   "12.5 EUR per month (UTC)"]}}
                                """));
    }

    private JsonObject explain(String method, String path, String fields) throws IOException {
        configuration();
        return explainAsItStands(method, path, fields);
    }

    private JsonObject explainAsItStands(String method, String path, String fields) {
        String file = folder.resolve("raygate.yaml").toString();
        List<String> arguments = new ArrayList<>(List.of("--config", file, "--output", "json"));
        fields.replace("KEY", KEY)
                .replace('~', '\n')
                .lines()
                .forEach(field -> arguments.addAll(List.of("-H", field)));
        arguments.addAll(List.of(method, "http://api.example.com" + path));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code =
                new CommandLine(
                                new ExplainCommand(
                                        new Terminal(print, print, name -> null),
                                        Surroundings.ofProcess()))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments.toArray(String[]::new));
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return new JsonObject(out.toString(StandardCharsets.UTF_8));
    }
}
