package io.raygate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.DeclaredKeys;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.apikey.StoredKey;
import io.raygate.auth.jwt.Algorithm;
import io.raygate.auth.jwt.CacheBounds;
import io.raygate.auth.jwt.ClaimMapping;
import io.raygate.auth.jwt.JwtAuthenticator;
import io.raygate.auth.jwt.JwtIssuer;
import io.raygate.auth.jwt.JwtSettings;
import io.raygate.auth.jwt.KeySet;
import io.raygate.auth.jwt.KeySetResult;
import io.raygate.auth.jwt.NativeProvider;
import io.raygate.auth.jwt.Revocations;
import io.raygate.auth.jwt.Signatures;
import io.raygate.auth.jwt.Surroundings;
import io.raygate.exchange.Decision;
import io.raygate.exchange.RequestHead;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import io.raygate.testing.SigningKey;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a credential costs, in CPU time of one thread, since wall time on a shared machine is the
 * neighbours'. Prints and judges nothing; only in profile {@code bench}.
 */
class CredentialBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_UP_NANOS = 2_000_000_000;
    private static final long RUN_NANOS = 200_000_000;
    private static final int RUNS = 9;
    private static final Tenant ACME = new Tenant(new TenantId("acme"), false);

    private final ManualClock clock = new ManualClock();
    private final Throttle throttle = new Throttle(FailureRates.STANDARD, clock);

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void tokens(String alg) {
        SigningKey key = SigningKey.generate("k", alg);
        RequestHead head = Heads.bearing(key.sign(claims()));
        Signatures nativeOnes = new Signatures(NativeProvider.load());
        CacheBounds off = new CacheBounds(0, Duration.ofMinutes(5), Duration.ofSeconds(10));
        report(alg + ", remembered", chain(key, alg, CacheBounds.STANDARD, nativeOnes), head);
        report(alg + ", verified", chain(key, alg, off, nativeOnes), head);
    }

    @Test
    void apiKeys() {
        KeyGenerator generator = new KeyGenerator(new SecureRandom());
        List<String> keys =
                IntStream.range(0, 1_000).mapToObj(i -> generator.next("rg", "live")).toList();
        DeclaredKeys declared =
                new DeclaredKeys(keys.stream().map(CredentialBench::stored).toList());
        Tenants tenants = new Tenants();
        tenants.declare(List.of(new TenantWords(ACME.id(), false)));
        var live =
                new ApiKeyAuthenticator.Live(
                        new KeyRing(clock, new Fingerprints(new SecureRandom())), tenants);
        KeyFormat format = new KeyFormat("rg", List.of("live", "test"));
        Authenticator authenticator = new ApiKeyAuthenticator(format, declared, live, true, clock);
        AuthenticatorChain chain = new AuthenticatorChain(List.of(authenticator), throttle);
        report("API key, one of 1,000", chain, Heads.withKey(keys.getFirst()));
    }

    @Test
    void storedApiKeys() {
        KeyGenerator generator = new KeyGenerator(new SecureRandom());
        Pepper pepper = new Pepper(1, "p".repeat(32));
        KeyRing ring = new KeyRing(clock, new Fingerprints(new SecureRandom()));
        ring.peppers(new Peppers(List.of(pepper)));
        ring.heard(Long.MAX_VALUE);
        String last = "";
        for (int i = 0; i < 1_000; i++) {
            last = generator.next("rg", "live");
            ring.put(
                    KeyFormat.id(last),
                    stored(pepper.digest(last.getBytes(StandardCharsets.US_ASCII)), 1));
        }
        Tenants tenants = new Tenants();
        tenants.declare(List.of(new TenantWords(ACME.id(), false)));
        Authenticator authenticator =
                new ApiKeyAuthenticator(
                        new KeyFormat("rg", List.of("live", "test")),
                        new DeclaredKeys(List.of()),
                        new ApiKeyAuthenticator.Live(ring, tenants),
                        true,
                        clock);
        AuthenticatorChain chain = new AuthenticatorChain(List.of(authenticator), throttle);
        report("API key of the store, one of 1,000", chain, Heads.withKey(last));
    }

    private static StoredKey stored(String key) {
        return stored(new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static StoredKey stored(Digest digest, int pepper) {
        return new StoredKey(
                "ci",
                "acme",
                digest,
                pepper,
                Set.of("infer"),
                Grants.ALL,
                Long.MAX_VALUE,
                null,
                true);
    }

    private String claims() {
        long now = clock.instant().getEpochSecond();
        return """
            {"iss":"https://login.example.com","aud":"raygate","sub":"alice","tenant":"acme","scope":"infer tune",\
            "jti":"7d3f1a52-95f0-4a12-8d2a-0d4c6c6a9f10","iat":%d,"exp":%d}"""
                .formatted(now, now + 3600);
    }

    private AuthenticatorChain chain(
            SigningKey key, String alg, CacheBounds cache, Signatures signatures) {
        KeySet keys = ((KeySetResult.Good) KeySet.parse(SigningKey.jwks(key))).set();
        JwtIssuer issuer =
                new JwtIssuer(
                        "corp",
                        "https://login.example.com",
                        Set.of("raygate"),
                        Set.of(Objects.requireNonNull(Algorithm.of(alg))),
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        false,
                        false,
                        keys,
                        ClaimMapping.STANDARD);
        Tenants tenants = new Tenants();
        tenants.declare(List.of(new TenantWords(ACME.id(), false)));
        Surroundings surroundings =
                new Surroundings(
                        signatures,
                        clock,
                        clock,
                        throttle,
                        Runnable::run,
                        tenants,
                        new Revocations(),
                        new Fingerprints(new SecureRandom()));
        JwtSettings settings = JwtSettings.of(List.of(issuer), cache);
        return new AuthenticatorChain(
                List.of(new JwtAuthenticator(settings, surroundings)), throttle);
    }

    private static void report(String name, AuthenticatorChain chain, RequestHead head) {
        assertThat(chain.authenticate(head)).isInstanceOf(Decision.Proceed.class);
        measure(chain, head, WARM_UP_NANOS);
        double[] micros = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            micros[i] = measure(chain, head, RUN_NANOS);
        }
        Arrays.sort(micros);
        System.out.printf("%-24s %6.2f us of CPU%n", name, micros[RUNS / 2]);
    }

    private static double measure(AuthenticatorChain chain, RequestHead head, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long spent = 0;
        int count = 0;
        while (spent < nanos) {
            for (int i = 0; i < 100; i++) {
                chain.authenticate(head);
            }
            count += 100;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        }
        return spent / 1000.0 / count;
    }
}
