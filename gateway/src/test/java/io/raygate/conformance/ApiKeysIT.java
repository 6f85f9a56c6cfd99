package io.raygate.conformance;

import static io.raygate.conformance.CredentialGateway.CORP;
import static io.raygate.conformance.CredentialGateway.EC;
import static io.raygate.conformance.CredentialGateway.PARTNER;
import static io.raygate.conformance.CredentialGateway.PATHS;
import static io.raygate.conformance.CredentialGateway.THEIRS;
import static io.raygate.conformance.CredentialGateway.claims;
import static io.raygate.conformance.CredentialGateway.code;
import static io.raygate.conformance.CredentialGateway.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-58 to S-68 from outside: keys, and the places of credentials, one case a row. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ApiKeysIT {
    @TempDir private static Path folder;

    private static CredentialGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = new CredentialGateway(folder);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    /** S-66, S-61. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a key and a token             | Authorization: Bearer OURS   | X-API-Key: OURS
                    twice the same key            | X-API-Key: OURS              | X-API-Key: OURS
                    twice the same bearer         | Authorization: Bearer TOKEN | Authorization: Bearer TOKEN
                    a good one and rubbish        | Authorization: Bearer TOKEN | X-API-Key: rubbish
                    Basic beside a good key       | Authorization: Basic YTpi   | X-API-Key: OURS
                    """)
    void refusesSeveralCredentials(String name, String one, String two) {
        for (String path : PATHS) {
            HttpResponse<String> response = gateway.send(path, filled(one), filled(two));
            assertThat(code(response)).isEqualTo("400 multiple_credentials");
        }
    }

    /** S-43, S-61. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic OURS",
                "Authorization: OURS",
                "Authorization: Token OURS",
                "Authorization: BearerOURS",
                "Authorization: Bearer",
                "Cookie: Authorization=OURS; api_key=OURS; ray-authentication-token=OURS",
                "Proxy-Authorization: Bearer OURS",
                "X-Ray-Authorization: Bearer OURS",
                "X-Authorization: Bearer OURS",
                "X-API-Token: OURS",
                "Api-Key: OURS"
            })
    void takesACredentialInNoOtherPlace(String line) {
        String path = "/both?api_key=" + gateway.key("own") + "&access_token=" + token();
        HttpResponse<String> response = gateway.send(path, filled(line));
        assertThat(code(response)).isEqualTo("401 authentication_required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer  OURS", "Bearer \tOURS", "Bearer OURS OURS", "Bearer OURS,OURS"})
    void takesOneBlankAndOneKey(String value) {
        HttpResponse<String> response = gateway.send("/both", filled("Authorization: " + value));
        assertThat(code(response)).isEqualTo("401 invalid_api_key");
    }

    private static String filled(String line) {
        return line.replace("OURS", gateway.key("own")).replace("TOKEN", token());
    }

    private static String token() {
        return EC.sign(claims(CORP, "acme", ""));
    }

    /** S-51, S-68: good, but not of a method that the route lists. */
    @Test
    void refusesACredentialThatTheRouteDoesNotList() {
        String partner = THEIRS.sign(claims(PARTNER, "acme", ""));
        assertThat(code(gateway.bear("/partners", partner))).isEqualTo("200 ");
        assertThat(code(gateway.bear("/tokens", partner))).isEqualTo("401 invalid_token");
        assertThat(code(gateway.bear("/keys", token()))).isEqualTo("401 invalid_token");
        assertThat(code(gateway.bear("/tokens", gateway.key("own"))))
                .isEqualTo("401 invalid_api_key");
        assertThat(code(gateway.bear("/tokens", token()))).isEqualTo("200 ");
        assertThat(code(gateway.bear("/keys", gateway.key("own")))).isEqualTo("200 ");
    }

    /** S-63: what is true of the key alone is told alike on every path. */
    @ParameterizedTest
    @CsvSource({
        "expired, 401 api_key_expired",
        "bound, 401 invalid_api_key",
        "elsewhere, 403 address_not_allowed",
        "suspended, 403 tenant_suspended",
    })
    void refusesAKeyAlikeOnEveryPathThatTakesKeys(String name, String expected) {
        for (String path : List.of("/both", "/keys", "/foreign", "/nowhere")) {
            HttpResponse<String> response = gateway.key(path, name);
            assertThat(code(response)).isEqualTo(expected);
            assertThat(shown(response)).isEqualTo(shown(gateway.key("/nowhere", name)));
        }
    }

    /** S-63. */
    @Test
    void aKeyIsConfinedToItsRoutesAndAddresses() {
        assertThat(code(gateway.key("/keys", "routed"))).isEqualTo("200 ");
        assertThat(code(gateway.key("/both", "routed"))).isEqualTo("404 not_found");
        assertThat(code(gateway.key("/keys", "local"))).isEqualTo("200 ");
    }
}
