package io.raygate.auth.jwt;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.rejection;
import static io.raygate.auth.DecisionAssert.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.testing.Heads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-48, S-51, S-52: claims, one case a row, each in a token whose signature is good. */
class ClaimRulesTest {
    private final Corp corp = new Corp();

    private RejectionCode refusal(String without, String more) {
        String token = Corp.EC.sign(corp.claims(without, more.replace('\'', '"')));
        Rejection refusal = rejection(corp.authenticator().authenticate(Heads.bearing(token)));
        assertThat(refusal.reason()).doesNotContain("JSON", "signature");
        return refusal.code();
    }

    private String accepted(String without, String more) {
        String token = Corp.EC.sign(corp.claims(without, more.replace('\'', '"')));
        return value(corp.authenticator().authenticate(Heads.bearing(token))).name();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
                    aud    ! 'aud':'elsewhere'
                    aud    ! 'aud':'Raygate'
                    aud    ! 'aud':'raygate '
                    aud    ! 'aud':''
                    aud    ! 'aud':[]
                    aud    ! 'aud':['elsewhere']
                    aud    ! 'aud':['raygate',1]
                    aud    ! 'aud':['raygate',null]
                    aud    ! 'aud':[['raygate']]
                    aud    ! 'aud':{'raygate':1}
                    aud    ! 'aud':null
                    aud    ! 'aud':1
                    aud    ! 'y':0
                    exp    ! 'y':0
                    exp    ! 'exp':'4102444800'
                    exp    ! 'exp':null
                    exp    ! 'exp':true
                    exp    ! 'exp':[4102444800]
                    exp    ! 'exp':1e999
                    exp    ! 'exp':-1e999
                    exp    ! 'exp':4102444800
                    -      ! 'nbf':'0'
                    -      ! 'nbf':null
                    -      ! 'nbf':1e999
                    -      ! 'nbf':4102444800
                    iat    ! 'iat':'0'
                    iat    ! 'iat':4102444800
                    iat    ! 'iat':0
                    iat    ! 'iat':-1e999
                    iat    ! 'iat':{}
                    sub    ! 'sub':1
                    sub    ! 'sub':null
                    sub    ! 'sub':''
                    sub    ! 'sub':['alice']
                    sub    ! 'sub':'a b'
                    sub    ! 'sub':'a\\r\\nX-Evil: 1'
                    sub    ! 'sub':'a\\u0000'
                    sub    ! 'sub':'\\u00fc'
                    sub    ! 'sub':'a,b'
                    sub    ! 'sub':'a;b'
                    sub    ! 'y':0
                    tenant ! 'y':0
                    tenant ! 'tenant':1
                    tenant ! 'tenant':null
                    tenant ! 'tenant':['acme']
                    scope  ! 'scope':1
                    scope  ! 'scope':{}
                    scope  ! 'scope':['infer',1]
                    scope  ! 'scope':'a\\nb'
                    scope  ! 'scope':['infer tune']
                    scope  ! 'scp':'a\\tb'
                    -      ! 'jti':1
                    -      ! 'jti':'a\\r\\nb'
                    -      ! 'jti':''
                    iss    ! 'iss':['https://login.example.com']
                    iss    ! 'iss':null
                    """)
    void refuses(String without, String claim) {
        assertThat(refusal(without, claim)).isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
                    aud    ! 'aud':['elsewhere','raygate']
                    aud    ! 'aud':'other'
                    iat    ! 'y':0
                    scope  ! 'y':0
                    scope  ! 'scope':''
                    scope  ! 'scope':['infer','https://example.com/scope']
                    scope  ! 'scp':['infer']
                    sub    ! 'sub':'auth0|5f7c8ec7c33c6c004bbafe82'
                    sub    ! 'sub':'alice@example.com'
                    sub    ! 'sub':'system:serviceaccount:ns:name'
                    sub    ! 'sub':'spiffe://example.com/a~b/c+d='
                    -      ! 'nbf':0
                    -      ! 'nbf':-1.5e3
                    -      ! 'unknown':{'a':[1,2,{'b':null}]}
                    """)
    void accepts(String without, String claim) {
        assertThat(accepted(without, claim)).isNotEmpty();
    }

    @Test
    void takesTwentyAudiencesAndNotOneMore() {
        String nineteen = ",'a'".repeat(19);
        assertThat(accepted("aud", "'aud':['raygate'" + nineteen + "]")).isEqualTo("alice");
        assertThat(refusal("aud", "'aud':['raygate'" + nineteen + ",'b']"))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    @Test
    void takesASubjectOf255AndNotOneMore() {
        assertThat(accepted("sub", "'sub':'" + "a".repeat(255) + "'")).hasSize(255);
        assertThat(refusal("sub", "'sub':'" + "a".repeat(256) + "'"))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    /** The bounds themselves: exp is exclusive after the skew, nbf and iat inclusive. */
    @Test
    void allowsTheSkewAndNotMore() {
        assertThat(accepted("exp", "'exp':" + corp.now(-29))).isEqualTo("alice");
        assertThat(refusal("exp", "'exp':" + corp.now(-30))).isEqualTo(RejectionCode.TOKEN_EXPIRED);
        assertThat(accepted("-", "'nbf':" + corp.now(30))).isEqualTo("alice");
        assertThat(refusal("-", "'nbf':" + corp.now(30) + ".5"))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(accepted("iat", "'iat':" + corp.now(30))).isEqualTo("alice");
        assertThat(refusal("iat", "'iat':" + corp.now(31))).isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    @Test
    void allowsTheLongestLifetimeAndNotMore() {
        assertThat(accepted("exp", "'exp':" + corp.now(86_400))).isEqualTo("alice");
        assertThat(refusal("exp", "'exp':" + corp.now(86_401)))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    @Test
    void aTokenWithoutIatLivesFromNowOn() {
        String claims = corp.claims("iat", "").replace("" + corp.now(600), "" + corp.now(86_401));
        String token = Corp.EC.sign(claims);
        assertThat(code(corp.authenticator().authenticate(Heads.bearing(token))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    /** S-48: RFC 9068. */
    @Test
    void theProfileDemandsItsTypeAndItsClaims() {
        JwtAuthenticator profile = corp.authenticator(Corp.issuer(Corp.KEYS, true, false));
        String typed = "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"at+jwt\"}";
        String whole = "\"client_id\":\"cli\",\"jti\":\"1\"";
        String good = Corp.EC.sign(typed, corp.claims(whole));
        assertThat(value(profile.authenticate(Heads.bearing(good))).name()).isEqualTo("alice");
        for (String bad :
                List.of(
                        Corp.EC.sign(corp.claims(whole)),
                        Corp.EC.sign(typed.replace("at+jwt", "JWT"), corp.claims(whole)),
                        Corp.EC.sign(typed, corp.claims("\"client_id\":\"cli\"")),
                        Corp.EC.sign(typed, corp.claims("\"jti\":\"1\"")),
                        Corp.EC.sign(typed, corp.claims("\"jti\":\"1\",\"client_id\":1")),
                        Corp.EC.sign(typed, corp.claims("iat", whole)))) {
            assertThat(code(profile.authenticate(Heads.bearing(bad))))
                    .isEqualTo(RejectionCode.INVALID_TOKEN);
        }
    }
}
