package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-44 to S-49: shape and header, one case a row. */
class TokenGateTest {
    private static final String HEADER = SigningKey.encode("{\"alg\":\"ES256\"}");
    private static final String CLAIMS = SigningKey.encode("{\"iss\":\"a\"}");

    private static String reason(String token) {
        Checked<UnverifiedToken> opened = TokenGate.open(token);
        assertThat(opened).isInstanceOf(Checked.Failed.class);
        return ((Checked.Failed<UnverifiedToken>) opened).reason();
    }

    private static String withHeader(String json) {
        return SigningKey.encode(json.replace('\'', '"')) + "." + CLAIMS + ".AAAA";
    }

    @Test
    void opensThreeGoodParts() {
        String token = HEADER + "." + CLAIMS + ".AAAA";
        assertThat(TokenGate.open(token)).isInstanceOf(Checked.Passed.class);
        UnverifiedToken opened = ((Checked.Passed<UnverifiedToken>) TokenGate.open(token)).value();
        assertThat(opened.header().algorithm()).isEqualTo(Algorithm.ES256);
        assertThat(opened.signed()).asString().isEqualTo(HEADER + "." + CLAIMS);
        assertThat(opened.signature()).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "H",
                "H.C",
                "H.C.",
                "H..S",
                ".C.S",
                "H.C.S.",
                "H.C.S.S",
                "H.C.S.S.S",
                ".H.C.S",
                "H.C..S"
            })
    void refusesAnotherNumberOfParts(String shape) {
        String token = shape.replace("H", HEADER).replace("C", CLAIMS).replace("S", "AAAA");
        assertThat(reason(token)).isEqualTo("not three parts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H=.C.S",
                "H.C=.S",
                "H.C.S=",
                "H.C.S==",
                " H.C.S",
                "H.C.S ",
                "H. C.S",
                "H.C.S\n",
                "H\t.C.S",
                "H.C.A",
                "H.C.AAAAA",
                "H.C.AB",
                "H.C.AAB",
                "H.C.AA+A",
                "H.C.AA/A",
                "H.C.AA%2DA",
                "H.C.AAé",
                "H.C.AA\u0100A",
                "H.C.\u0000AAA"
            })
    void refusesWhatIsNotCanonicalBase64url(String shape) {
        String token = shape.replace("H", HEADER).replace("C", CLAIMS).replace("S", "AAAA");
        assertThat(reason(token)).isEqualTo("not canonical base64url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zm9v",
                "W10",
                "bnVsbA",
                "e30K_w",
                "eyJhIjoxLCJhIjoyfQ",
                "77u_e30",
                "e31h",
                "AAAA"
            })
    void refusesAHeaderOrClaimsThatAreNotOneObject(String part) {
        assertThat(reason(part + "." + CLAIMS + ".AAAA")).contains("strict JSON object");
        assertThat(reason(HEADER + "." + part + ".AAAA")).contains("strict JSON object");
    }

    /**
     * S-46 to S-49; S-47: {@code crit}, {@code b64}, {@code zip}, {@code enc} whatever their value.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                                        ! alg
                    {'alg':null}                              ! alg
                    {'alg':256}                               ! alg
                    {'alg':['ES256']}                         ! alg
                    {'alg':''}                                ! alg
                    {'alg':'none'}                            ! alg
                    {'alg':'None'}                            ! alg
                    {'alg':'NONE'}                            ! alg
                    {'alg':'nOnE'}                            ! alg
                    {'alg':'es256'}                           ! alg
                    {'alg':'ES256 '}                          ! alg
                    {'alg':'ES256K'}                          ! alg
                    {'alg':'ES521'}                           ! alg
                    {'alg':'RS1'}                             ! alg
                    {'alg':'Ed448'}                           ! alg
                    {'alg':'RSA-OAEP'}                        ! alg
                    {'alg':'dir'}                             ! alg
                    {'alg':'ES256','crit':['exp']}            ! crit
                    {'alg':'ES256','crit':[]}                 ! crit
                    {'alg':'ES256','crit':null}               ! crit
                    {'alg':'ES256','b64':true}                ! b64
                    {'alg':'ES256','b64':false}               ! b64
                    {'alg':'ES256','zip':'DEF'}               ! zip
                    {'alg':'ES256','enc':'A128GCM'}           ! enc
                    {'alg':'ES256','cty':'JWT'}               ! cty
                    {'alg':'ES256','typ':'JWE'}               ! typ
                    {'alg':'ES256','typ':'JOSE'}              ! typ
                    {'alg':'ES256','typ':'dpop+jwt'}          ! typ
                    {'alg':'ES256','typ':'secevent+jwt'}      ! typ
                    {'alg':'ES256','typ':'application/jwt'}   ! typ
                    {'alg':'ES256','typ':''}                  ! typ
                    {'alg':'ES256','typ':null}                ! typ
                    {'alg':'ES256','typ':['JWT']}             ! typ
                    {'alg':'ES256','kid':''}                  ! kid
                    {'alg':'ES256','kid':null}                ! kid
                    {'alg':'ES256','kid':1}                   ! kid
                    {'alg':'ES256','kid':['a']}               ! kid
                    {'alg':'ES256','kid':'a\\u0000'}          ! kid
                    {'alg':'ES256','kid':'a\\nb'}             ! kid
                    {'alg':'ES256','kid':'a\\u007f'}          ! kid
                    {'alg':'ES256','kid':'a\\u0085'}          ! kid
                    """)
    void refusesAHeader(String header, String culprit) {
        assertThat(reason(withHeader(header))).contains(culprit);
    }

    /**
     * S-47: keys and addresses in a header are not looked at; that none is used, TokensIT shows.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'ES256','typ':'JWT'}",
                "{'alg':'ES256','typ':'jwt'}",
                "{'alg':'ES256','typ':'at+jwt'}",
                "{'alg':'ES256','typ':'application/at+jwt'}",
                "{'alg':'Ed25519'}",
                "{'alg':'EdDSA'}",
                "{'alg':'ES256','kid':'../../etc/passwd'}",
                "{'alg':'ES256','kid':'; DROP TABLE keys; --'}",
                "{'alg':'ES256','jwk':{'kty':'oct','k':'AA'},'jku':'https://evil','x5c':[]}",
                "{'alg':'ES256','x5u':'https://evil','x5t':'AA','x5t#S256':'AA'}"
            })
    void opensAHeader(String header) {
        assertThat(TokenGate.open(withHeader(header))).isInstanceOf(Checked.Passed.class);
    }

    @Test
    void aKidHas128BytesAtMost() {
        assertThat(TokenGate.open(withHeader("{'alg':'ES256','kid':'" + "k".repeat(128) + "'}")))
                .isInstanceOf(Checked.Passed.class);
        assertThat(reason(withHeader("{'alg':'ES256','kid':'" + "k".repeat(129) + "'}")))
                .contains("kid");
        assertThat(reason(withHeader("{'alg':'ES256','kid':'" + "é".repeat(65) + "'}")))
                .contains("kid");
    }

    @Test
    void aTokenHas16KibibytesAtMost() {
        String start = HEADER + "." + CLAIMS + ".";
        int room = 16 * 1024 - start.length();
        assertThat(TokenGate.open(start + "A".repeat(room - room % 4)))
                .isInstanceOf(Checked.Passed.class);
        assertThat(reason(start + "A".repeat(room + 1))).isEqualTo("longer than 16 KiB");
    }
}
