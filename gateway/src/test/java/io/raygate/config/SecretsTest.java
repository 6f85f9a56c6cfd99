package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stand in no configuration and in no message about one (S-94, S-95). */
class SecretsTest {
    private static final String MARK = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth: {jwt: {corp: {secret: hunter2, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: {literal: hunter2}, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: {file: '${hunter2}'}, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: {env: 'hunter2!'}, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: [hunter2], issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: !!binary hunter2, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: {hunter2: }, issuer: a, audiences: [a]}}}",
                "auth: {jwt: {corp: {secret: \"hunter2",
                "auth: {jwt: {corp: {secrt: hunter2, issuer: a, audiences: [a]}}}",
                "tenants: {a: {keys: {k: {hash: rg_live_hunter2}}}}",
                "clusters: {c: {endpoints: ['http://u:hunter2@h:80']}}",
                "clusters: {c: {credential: {header: Authorization, value: Bearer hunter2}}}",
                "clusters: {c: {tls: {key: 'hunter2'}}}",
                "ops: {token: hunter2}",
                "routes: {r: {forward: {headers: {set: {Authorization: Bearer hunter2}}}}}",
                "routes: {r: {forward: {headers: {set: {X-A: \"hunter2\\x01\"}}}}}",
                "routes: {r: {match: {headers: {X-A: \"hunter2 \"}}}}",
                "timeouts: {head: '${MARKED}'}",
                "state: {folder: '${MARKED}${'}",
                "clusters: {'${MARKED}': {}}"
            })
    void areNotRepeatedInMessages(String yaml) {
        ConfigResult result = Configs.load("version: 1\n" + yaml);
        assertThat(Configs.faults(result)).isNotEmpty();
        assertThat(result.toString()).doesNotContain(MARK + "-from", MARK + "@", "Bearer " + MARK);
        assertThat(String.join("\n", Configs.faults(result)).replace("${hunter2}", ""))
                .doesNotContain(MARK);
    }

    @Test
    void areShownByTheirSourceOnly() {
        LoadedConfig loaded =
                Configs.loaded(Configs.changed("jwks: {file: corp.json}", "secret: {env: MARKED}"));
        assertThat(loaded.effective().toJson())
                .contains("\"secret\":{\"env\":\"MARKED\"}")
                .doesNotContain(MARK);
        assertThat(loaded.config().auth().jwt().get("corp"))
                .extracting(JwtConfig::keys)
                .isEqualTo(new KeysConfig.Secret(new SecretRef.Env("MARKED")));
    }

    @Test
    void areFoundFromTheFolderOfTheFileThatNamesThem() {
        LoadedConfig loaded = Configs.loaded(Configs.BASE);
        assertThat(loaded.config().listeners().get("https"))
                .extracting(ListenerConfig::tls)
                .extracting(tls -> tls.certificates().getFirst())
                .isEqualTo(
                        new ListenerTlsConfig.Certificate(
                                List.of("a.example"),
                                Path.of("/etc/raygate/a.crt"),
                                new SecretRef.File(Path.of("/etc/raygate/a.key")),
                                false));
    }

    /** Header values are no secret fields, but somebody will use them so. */
    @Test
    void fromTheEnvironmentStayOutOfTheEffectiveConfiguration() {
        LoadedConfig loaded =
                Configs.loaded(
                        Configs.changed(
                                "split:",
                                "forward: {headers: {set: {X-Token: \"${MARKED}\", X-A: a}}}\n    split:"));
        assertThat(loaded.effective().toJson())
                .contains("\"X-Token\":\"${MARKED}\",\"X-A\":\"a\"")
                .doesNotContain(MARK);
        assertThat(loaded.config().routes().get("chat"))
                .extracting(route -> route.forward().headers().set().get("X-Token"))
                .isEqualTo(Configs.ENVIRONMENT.get("MARKED"));
    }
}
