package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-43, S-61, S-66: where credentials may stand, and that all of them are counted. */
class CredentialRowsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            nullValues = "-",
            value = {
                "Accept: x>0>->-",
                "Authorization: Bearer a.b.c>1>a.b.c>-",
                "authorization: bearer a.b.c>1>a.b.c>-",
                "AUTHORIZATION: BEARER rg_x>1>rg_x>-",
                "X-API-Key: rg_x>1>->rg_x",
                "x-api-key: rg_x>1>->rg_x",
                "Authorization: Basic dTpw>1>->-",
                "Authorization: Bearer>1>->-",
                "Authorization: Bearertoken>1>->-",
                "Authorization: Bearer\tx>1>->-",
                "Authorization: token x>1>->-",
                "Authorization:>1>->-",
                "Authorization: DPoP x>1>->-",
                "Proxy-Authorization: Bearer x>0>->-",
                "Cookie: token=x; api_key=y>0>->-",
                "X-Ray-Authorization: Bearer x>0>->-",
                "X_API_KEY: x>0>->-",
                "Api-Key: x>0>->-",
            })
    void readsTheAcceptedPlaces(String line, int count, String bearer, String apiKey) {
        assertThat(Arrivals.get("/?access_token=x&api_key=y").lines(line).head().presented())
                .isEqualTo(new Presented(count, bearer, apiKey));
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer a|Authorization: Bearer b, 2",
        "Authorization: Bearer a|Authorization: Bearer a, 2",
        "Authorization: Bearer a|X-API-Key: k, 2",
        "X-API-Key: k|X-API-Key: k, 2",
        "X-API-Key: k|x-api-key: l|Authorization: Basic x, 3",
        "Authorization: Bearer a|Authorization:, 2",
        "Authorization: Bearer a|X-API-Key:, 2",
    })
    void countsEveryLineOfEveryPlace(String lines, int count) {
        RequestHead head = Arrivals.get("/").lines(lines).head();
        assertThat(head.presented().count()).isEqualTo(count);
        assertThat(head.fields().size()).isZero();
    }

    @Test
    void oneBlankPartsSchemeAndCredential() {
        Presented presented =
                Arrivals.get("/").field("Authorization", "Bearer  x").head().presented();
        assertThat(presented.bearer()).isEqualTo(" x");
    }

    @Test
    void showsNoCredential() {
        assertThat(Arrivals.get("/").lines("Authorization: Bearer secret").head().toString())
                .doesNotContain("secret");
    }

    @Test
    void withoutApiKeysTheirFieldIsNoPlace() {
        SanitizerRules rules =
                new SanitizerRules(
                        FieldTable.of(null, Set.of()),
                        List.of(),
                        HeadSizes.DEFAULT,
                        PathRules.STRICT,
                        Set.of(),
                        ServedNames.ANY);
        RequestHead head = Arrivals.get("/").under(rules).lines("X-API-Key: k").head();
        assertThat(head.presented()).isEqualTo(Presented.NONE);
        assertThat(head.fields().size()).isZero();
    }
}
