package io.raygate.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Another's judgement of tokens: the most used library for them, told the same rules. */
final class Nimbus {
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Believes the same issuer as {@link Corp}, at this time. */
    Nimbus(byte[] jwks, InstantSource clock) throws ParseException {
        JWKSet keys = JWKSet.parse(new String(jwks, StandardCharsets.UTF_8));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        null,
                        JOSEObjectType.JWT,
                        new JOSEObjectType("at+jwt"),
                        new JOSEObjectType("application/at+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256),
                        new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(claims(clock));
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(InstantSource clock) {
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        Set.of("raygate", "other"),
                        new JWTClaimsSet.Builder().issuer(Corp.ISS).build(),
                        Set.of("exp"),
                        Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(30);
        return verifier;
    }

    /** Whether it would let the token in. */
    boolean accepts(String token) {
        try {
            processor.process(token, null);
            return true;
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException refused) {
            return false;
        }
    }

    /** Whether a signature is that of the one key, whatever was signed. */
    static boolean verifies(String token, String jwk) {
        try {
            JWSObject object = JWSObject.parse(token);
            JWKSelector fitting = new JWKSelector(JWKMatcher.forJWSHeader(object.getHeader()));
            List<JWK> keys = fitting.select(new JWKSet(JWK.parse(jwk)));
            for (Key key : KeyConverter.toJavaKeys(keys)) {
                JWSVerifier verifier =
                        new DefaultJWSVerifierFactory().createJWSVerifier(object.getHeader(), key);
                if (object.verify(verifier)) {
                    return true;
                }
            }
            return false;
        } catch (ParseException | JOSEException | RuntimeException refused) {
            return false;
        }
    }
}
