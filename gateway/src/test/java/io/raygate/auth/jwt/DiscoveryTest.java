package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-54: what a discovery document may say, and of whom. */
class DiscoveryTest {
    private static final String ISSUER = "https://login.example.com/realms/one";

    private static Discovery read(String document) {
        return Discovery.read(document.getBytes(StandardCharsets.UTF_8), ISSUER);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example/.well-known/openid-configuration",
        "https://a.example/, https://a.example/.well-known/openid-configuration",
        "https://a.example/r/x, https://a.example/r/x/.well-known/openid-configuration"
    })
    void liesBehindTheIssuer(String issuer, String document) {
        assertThat(Discovery.document(issuer)).hasToString(document);
    }

    @Test
    void namesTheKeys() {
        String document =
                "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"https://k.example/k\",\"more\":[1]}";
        assertThat(read(document)).isEqualTo(new Discovery.Found("https://k.example/k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"jwks_uri\":\"https://k.example/k\"}",
                "{\"issuer\":\"https://login.example.com/realms/one\"}",
                "{\"issuer\":\"https://login.example.com/realms/one\",\"jwks_uri\":1}",
                "{\"issuer\":\"https://login.example.com/realms/one/\",\"jwks_uri\":\"https://k.example/k\"}",
                "{\"issuer\":\"https://login.example.com/realms/ONE\",\"jwks_uri\":\"https://k.example/k\"}",
                "{\"issuer\":\"https://evil.example\",\"issuer\":\"https://login.example.com/realms/one\",\"jwks_uri\":\"https://k.example/k\"}"
            })
    void isRefusedUnlessItIsOfThisVeryIssuerAndNamesItsKeys(String document) {
        assertThat(read(document)).isInstanceOf(Discovery.Refused.class);
    }
}
