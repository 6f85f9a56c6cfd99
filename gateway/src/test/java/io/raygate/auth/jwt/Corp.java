package io.raygate.auth.jwt;

import io.raygate.auth.FailureRates;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Throttle;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.tenant.Tenants;
import io.raygate.testing.ManualClock;
import io.raygate.testing.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An issuer with one key of each kind, a clock, and an authenticator that believes it. */
final class Corp {
    static final String ISS = "https://login.example.com";
    static final SigningKey RSA = SigningKey.generate("rsa", "RS256");
    static final SigningKey EC = SigningKey.generate("ec", "ES256");
    static final SigningKey EDWARDS = SigningKey.generate("ed", "EdDSA");
    static final KeySet KEYS = keys(SigningKey.jwks(RSA, EC, EDWARDS));
    static final TenantWords ACME = new TenantWords(new TenantId("acme"), false);

    final ManualClock clock = new ManualClock();
    final Throttle throttle = new Throttle(FailureRates.STANDARD, clock);
    final Tenants tenants = new Tenants();
    final Revocations revocations = new Revocations();

    Corp() {
        tenants.declare(List.of(ACME));
    }

    static KeySet keys(byte[] jwks) {
        return switch (KeySet.parse(jwks)) {
            case KeySetResult.Good(var set) -> set;
            case KeySetResult.Bad(var problems) -> throw new AssertionError(problems);
        };
    }

    static JwtIssuer issuer(IssuerKeys keys, boolean rfc9068, boolean allowMissingKid) {
        return new JwtIssuer(
                "corp",
                ISS,
                Set.of("raygate", "other"),
                EnumSet.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EDDSA),
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                rfc9068,
                allowMissingKid,
                keys,
                ClaimMapping.STANDARD);
    }

    JwtAuthenticator authenticator() {
        return authenticator(issuer(KEYS, false, false));
    }

    JwtAuthenticator authenticator(JwtIssuer... issuers) {
        return new JwtAuthenticator(
                JwtSettings.of(List.of(issuers), CacheBounds.STANDARD),
                surroundings(new Signatures(NativeProvider.load()), Runnable::run));
    }

    Surroundings surroundings(Signatures signatures, Executor workers) {
        return new Surroundings(
                signatures,
                clock,
                clock,
                throttle,
                workers,
                tenants,
                revocations,
                new Fingerprints(new SecureRandom()));
    }

    /** Seconds of the wall clock, some later or earlier. */
    long now(long plus) {
        return clock.instant().getEpochSecond() + plus;
    }

    /** Good claims, ten minutes long, with more members behind them. */
    String claims(String more) {
        return claims(null, more);
    }

    /** Good claims without the member of this name, with more members behind them. */
    String claims(@Nullable String without, String more) {
        StringBuilder claims = new StringBuilder("{");
        add(claims, without, "iss", "\"" + ISS + "\"");
        add(claims, without, "aud", "\"raygate\"");
        add(claims, without, "sub", "\"alice\"");
        add(claims, without, "tenant", "\"acme\"");
        add(claims, without, "scope", "\"infer tune\"");
        add(claims, without, "iat", String.valueOf(now(0)));
        add(claims, without, "exp", String.valueOf(now(600)));
        claims.append("\"x\":0").append(more.isEmpty() ? "" : ",").append(more);
        return claims.append('}').toString();
    }

    private static void add(
            StringBuilder claims, @Nullable String without, String name, String value) {
        if (!name.equals(without)) {
            claims.append('"').append(name).append("\":").append(value).append(',');
        }
    }
}
