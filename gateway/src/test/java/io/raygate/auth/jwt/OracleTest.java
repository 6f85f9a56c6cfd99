package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.FailureRates;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Throttle;
import io.raygate.exchange.Decision;
import io.raygate.testing.Heads;
import io.raygate.testing.SigningKey;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * S-43 to S-52 against another library: each token gets the same verdict from both, or the rule by
 * which ours is stricter stands here. Ours never takes what the other refuses.
 */
class OracleTest {

    /** Tokens that only we refuse. */
    private static final Map<String, String> STRICTER =
            Map.ofEntries(
                    Map.entry("blank before", "S-44: no blanks"),
                    Map.entry("blank behind", "S-44: no blanks"),
                    Map.entry("padding", "S-44: no padding"),
                    Map.entry("plain base64", "S-44: base64url only"),
                    Map.entry("mark before the header", "S-45: no byte order mark"),
                    Map.entry("mark before the claims", "S-45: no byte order mark"),
                    Map.entry("two x, deep", "S-45: no name twice at any depth"),
                    Map.entry("header \"crit\":[]", "S-47: crit with any value"),
                    Map.entry("header \"b64\":true", "S-47: b64 with any value"),
                    Map.entry("header \"zip\":\"DEF\"", "S-47: a signature has no zip"),
                    Map.entry("header \"cty\":\"JWT\"", "S-44: no nested tokens"),
                    Map.entry("header \"typ\":null", "S-48: typ is a string or absent"),
                    Map.entry("kid null", "S-49: kid is a string"),
                    Map.entry("no kid", "S-49: kid is required"),
                    Map.entry("claims exp:null", "S-51: exp is a number"),
                    Map.entry("claims nbf:null", "S-51: nbf is a number or absent"),
                    Map.entry("claims iat:null", "S-51: iat is a number or absent"),
                    Map.entry("exp in 400 days", "S-51: no longer than maxLifetime"),
                    Map.entry("iat beyond the skew", "S-51: iat is not in the future"),
                    Map.entry("claims sub:1", "S-51: sub is a string"),
                    Map.entry("claims sub:null", "S-51: sub is a string"),
                    Map.entry("no sub", "S-52: the principal is read from it"),
                    Map.entry("claims tenant:1", "S-52: the tenant is a string"),
                    Map.entry("claims tenant:\"nobody\"", "S-52: the tenant is known"),
                    Map.entry("no tenant", "S-52: a token has a tenant"),
                    Map.entry("claims scope:1", "S-52: scope is a string"));

    private final Corp corp = new Corp();

    /** Without a throttle, which would judge in its place. */
    private final JwtAuthenticator ours =
            new JwtAuthenticator(
                    corp.authenticator().settings(),
                    new Surroundings(
                            new Signatures(NativeProvider.load()),
                            corp.clock,
                            corp.clock,
                            new Throttle(FailureRates.OFF, corp.clock),
                            Runnable::run,
                            corp.tenants,
                            corp.revocations,
                            new Fingerprints(new SecureRandom())));

    private final Nimbus theirs;

    OracleTest() throws ParseException {
        theirs = new Nimbus(SigningKey.jwks(Corp.RSA, Corp.EC), corp.clock);
    }

    private boolean weAccept(String token) {
        return ours.authenticate(Heads.bearing(token)) instanceof Decision.Proceed;
    }

    /** Well-formed, signed by a key of the issuer, and with one thing odd about it. */
    private Map<String, String> corpus() {
        Map<String, String> tokens = new LinkedHashMap<>();
        String good = corp.claims("");
        tokens.put("EC", Corp.EC.sign(good));
        tokens.put("RSA", Corp.RSA.sign(good));
        tokens.put("another's key", SigningKey.generate("ec", "ES256").sign(good));
        tokens.put("unknown kid", SigningKey.generate("no", "ES256").sign(good));
        headers().forEach((name, header) -> tokens.put(name, Corp.EC.sign(header, good)));
        claims().forEach((name, claims) -> tokens.put(name, Corp.EC.sign(claims)));
        shapes(ofUrlAlphabet(good)).forEach(tokens::put);
        return tokens;
    }

    /** Signed so that plain base64 would look different: most signatures are of this kind. */
    private static String ofUrlAlphabet(String claims) {
        String token = Corp.EC.sign(claims);
        while (!token.contains("-") && !token.contains("_")) {
            token = Corp.EC.sign(claims);
        }
        return token;
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String odd :
                new String[] {
                    "\"crit\":[\"exp\"]",
                    "\"crit\":[]",
                    "\"b64\":false",
                    "\"b64\":true",
                    "\"zip\":\"DEF\"",
                    "\"enc\":\"A128GCM\"",
                    "\"cty\":\"JWT\"",
                    "\"typ\":\"JWT\"",
                    "\"typ\":\"jwt\"",
                    "\"typ\":\"at+jwt\"",
                    "\"typ\":\"application/at+jwt\"",
                    "\"typ\":\"logout+jwt\"",
                    "\"typ\":null",
                    "\"typ\":1",
                    "\"kid\":\"rsa\"",
                    "\"jku\":\"https://evil.example/keys\"",
                    "\"x5u\":\"https://evil.example/chain\"",
                    "\"x5c\":[\"AAAA\"]",
                    "\"jwk\":" + SigningKey.generate("own", "ES256").jwk(),
                    "\"unknown\":{\"a\":[1,2]}"
                }) {
            headers.put("header " + odd, "{\"alg\":\"ES256\",\"kid\":\"ec\"," + odd + "}");
        }
        headers.put("no kid", "{\"alg\":\"ES256\"}");
        headers.put("kid null", "{\"alg\":\"ES256\",\"kid\":null}");
        headers.put("kid number", "{\"alg\":\"ES256\",\"kid\":1}");
        for (String alg : new String[] {"none", "NONE", "RS256", "HS256", "ES384", "es256", ""}) {
            headers.put("alg " + alg, "{\"alg\":\"" + alg + "\",\"kid\":\"ec\"}");
        }
        headers.put("no alg", "{\"kid\":\"ec\"}");
        headers.put("header in an array", "[{\"alg\":\"ES256\",\"kid\":\"ec\"}]");
        headers.put("bytes behind the header", "{\"alg\":\"ES256\",\"kid\":\"ec\"}x");
        headers.put("mark before the header", "\uFEFF{\"alg\":\"ES256\",\"kid\":\"ec\"}");
        return headers;
    }

    private Map<String, String> claims() {
        Map<String, String> claims = new LinkedHashMap<>();
        for (String odd :
                new String[] {
                    "iss:\"https://evil.example\"",
                    "iss:\"https://login.example.com/\"",
                    "iss:[\"https://login.example.com\"]",
                    "iss:null",
                    "aud:\"other\"",
                    "aud:\"elsewhere\"",
                    "aud:[\"elsewhere\",\"raygate\"]",
                    "aud:[]",
                    "aud:null",
                    "aud:[\"raygate\",1]",
                    "aud:{\"raygate\":1}",
                    "sub:1",
                    "sub:null",
                    "tenant:1",
                    "tenant:\"nobody\"",
                    "scope:1",
                    "exp:" + corp.now(-29),
                    "exp:" + corp.now(-31),
                    "exp:" + corp.now(60) + ".5",
                    "exp:\"" + corp.now(60) + "\"",
                    "exp:null",
                    "exp:true",
                    "exp:1e99",
                    "exp:-1",
                    "nbf:" + corp.now(29),
                    "nbf:" + corp.now(31),
                    "nbf:\"0\"",
                    "nbf:null",
                    "iat:" + corp.now(29),
                    "iat:\"0\"",
                    "iat:null",
                    "jti:1"
                }) {
            int colon = odd.indexOf(':');
            String name = odd.substring(0, colon);
            String member = "\"" + name + "\":" + odd.substring(colon + 1);
            claims.put("claims " + odd, corp.claims(name, member));
        }
        for (String name : new String[] {"iss", "aud", "sub", "tenant", "scope", "iat", "exp"}) {
            claims.put("no " + name, corp.claims(name, ""));
        }
        claims.put("exp in 400 days", corp.claims("exp", "\"exp\":" + corp.now(400L * 86_400)));
        claims.put("iat beyond the skew", corp.claims("iat", "\"iat\":" + corp.now(31)));
        claims.put("two exp", corp.claims("\"exp\":" + corp.now(60)));
        claims.put("two x, deep", corp.claims("\"y\":{\"a\":1,\"a\":2}"));
        claims.put("a comment", corp.claims("\"y\":/**/1"));
        claims.put("single quotes", corp.claims("'y':1"));
        claims.put("no quotes", corp.claims("y:1"));
        claims.put("a trailing comma", corp.claims("\"y\":[1,]"));
        claims.put("NaN", corp.claims("\"y\":NaN"));
        claims.put("leading zero", corp.claims("\"y\":01"));
        claims.put("a raw control", corp.claims("\"y\":\"\t\""));
        claims.put("claims in an array", "[" + corp.claims("") + "]");
        claims.put("bytes behind the claims", corp.claims("") + "x");
        claims.put("claims twice", corp.claims("") + corp.claims(""));
        claims.put("claims cut", corp.claims("").substring(0, 50));
        claims.put("mark before the claims", "\uFEFF" + corp.claims(""));
        return claims;
    }

    private static Map<String, String> shapes(String good) {
        String[] part = good.split("\\.", -1);
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("padding", good + "=");
        shapes.put("blank behind", good + " ");
        shapes.put("blank before", " " + good);
        shapes.put("line end within", part[0] + "." + part[1] + "\n." + part[2]);
        shapes.put("no signature", part[0] + "." + part[1] + ".");
        shapes.put("two parts", part[0] + "." + part[1]);
        shapes.put("four parts", good + ".AAAA");
        shapes.put("five parts", good + ".AAAA.AAAA");
        shapes.put("dots", "..");
        shapes.put("plain base64", good.replace('-', '+').replace('_', '/'));
        return shapes;
    }

    @Test
    void eachTokenGetsTheSameVerdictOrAStatedReason() {
        Map<String, String> differing = new TreeMap<>();
        corpus().forEach(
                        (name, token) -> {
                            boolean we = weAccept(token);
                            if (we != theirs.accepts(token)) {
                                differing.put(name, we ? "only we take it" : "only we refuse it");
                            }
                        });
        assertThat(differing).containsOnlyKeys(STRICTER.keySet());
        assertThat(differing).doesNotContainValue("only we take it");
    }

    /** Every character of a good token replaced by others. */
    @Test
    void noChangeOfOneCharacterIsTakenByUsAlone() {
        for (SigningKey key : new SigningKey[] {Corp.EC, Corp.RSA}) {
            String good = key.sign(corp.claims(""));
            assertThat(weAccept(good)).isTrue();
            assertThat(theirs.accepts(good)).isTrue();
            for (int at = 0; at < good.length(); at++) {
                for (char other : new char[] {'A', '_', '.', '=', ' '}) {
                    String token = good.substring(0, at) + other + good.substring(at + 1);
                    assertThat(weAccept(token))
                            .as("%s at %d", other, at)
                            .isEqualTo(token.equals(good));
                }
            }
        }
    }
}
