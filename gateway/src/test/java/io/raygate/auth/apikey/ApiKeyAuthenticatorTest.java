package io.raygate.auth.apikey;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Grants;
import io.raygate.auth.Principal;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-60, S-61, S-63: which keys are taken, and where. */
class ApiKeyAuthenticatorTest {
    private final ManualClock clock = new ManualClock();
    private final KeyRing ring = new KeyRing(clock, new Fingerprints(new SecureRandom()));
    private final Tenants tenants = new Tenants();
    private final KeyFormat format = new KeyFormat("rg", List.of("live", "test"));
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());
    private final String key = generator.next("rg", "live");
    private final StoredKey stored = stored("ci", key, Long.MAX_VALUE);

    private static Digest digest(String key) {
        return new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII));
    }

    private static StoredKey stored(String name, String key, long expires) {
        return new StoredKey(
                name,
                "acme",
                digest(key),
                StoredKey.UNPEPPERED,
                Set.of("infer"),
                Grants.ALL,
                expires,
                null,
                true);
    }

    private ApiKeyAuthenticator with(boolean bearer, StoredKey... keys) {
        tenants.declare(List.of(new TenantWords(new TenantId("acme"), false)));
        return new ApiKeyAuthenticator(
                format,
                new DeclaredKeys(List.of(keys)),
                new ApiKeyAuthenticator.Live(ring, tenants),
                bearer,
                clock);
    }

    @Test
    void turnsAKnownKeyIntoItsPrincipal() {
        Principal principal = value(with(true, stored).authenticate(Heads.withKey(key)));
        assertThat(principal.tenant().id()).isEqualTo(new TenantId("acme"));
        assertThat(principal.name()).isEqualTo("ci");
        assertThat(principal.method()).isEqualTo("apiKeys");
        assertThat(principal.credential()).isEqualTo(KeyFormat.id(key));
        assertThat(principal.scopes()).containsExactly("infer");
    }

    @Test
    void findsEachOfManyKeys() {
        List<String> keys =
                IntStream.range(0, 500).mapToObj(i -> generator.next("rg", "test")).toList();
        StoredKey[] all =
                keys.stream()
                        .map(one -> stored(KeyFormat.id(one), one, Long.MAX_VALUE))
                        .toArray(StoredKey[]::new);
        ApiKeyAuthenticator authenticator = with(true, all);
        for (String one : keys) {
            assertThat(value(authenticator.authenticate(Heads.withKey(one))).name())
                    .isEqualTo(KeyFormat.id(one));
        }
    }

    @Test
    void takesAKeyAsBearerWhereThatIsOn() {
        assertThat(value(with(true, stored).authenticate(Heads.bearing(key))).name())
                .isEqualTo("ci");
        assertThat(code(with(false, stored).authenticate(Heads.bearing(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(value(with(false, stored).authenticate(Heads.withKey(key))).name())
                .isEqualTo("ci");
    }

    @Test
    void leavesTokensToTheOtherParser() {
        assertThat(with(true).reads(Heads.bearing("a.b.c"))).isFalse();
        assertThat(with(true).reads(Heads.bearing("abc"))).isTrue();
        assertThat(with(true).reads(Heads.withKey("a.b.c"))).isTrue();
    }

    @Test
    void refusesAnUnknownKeyOfTheRightShape() {
        assertThat(
                        code(
                                with(true, stored)
                                        .authenticate(Heads.withKey(generator.next("rg", "live")))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(code(with(true).authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    /** What is remembered outlives a configuration, whose prefix holds at once all the same. */
    @Test
    void refusesARememberedKeyWhosePrefixIsNotTakenAnyMore() {
        assertThat(value(with(true, stored).authenticate(Heads.withKey(key))).name())
                .isEqualTo("ci");
        ApiKeyAuthenticator next =
                new ApiKeyAuthenticator(
                        new KeyFormat("other", List.of("live", "test")),
                        new DeclaredKeys(List.of(stored)),
                        new ApiKeyAuthenticator.Live(ring, tenants),
                        true,
                        clock);
        assertThat(code(next.authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    /** The id is public: it alone must open nothing. */
    @Test
    void refusesAKnownIdWithAnotherSecret() {
        String id = KeyFormat.id(key);
        String other = generator.next("rg", "live");
        String forged = KeyFormat.checked("rg_live_" + id + other.substring(30, 74));
        assertThat(format.matches(forged)).isTrue();
        assertThat(code(with(true, stored).authenticate(Heads.withKey(forged))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(with(true, stored).claimedId(Heads.withKey(forged))).isEqualTo(id);
    }

    @Test
    void neverLooksUpWhatHasNotTheShape() {
        StoredKey odd = stored("odd", "not-a-key", Long.MAX_VALUE);
        assertThat(code(with(true, odd).authenticate(Heads.withKey("not-a-key"))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(with(true, odd).claimedId(Heads.withKey("not-a-key"))).isNull();
    }

    /** S-63, S-102: by the wall clock, to the millisecond. */
    @Test
    void saysThatAKeyHasExpiredFromTheInstantOn() {
        StoredKey expiring = stored("ci", key, clock.millis() + 1000);
        ApiKeyAuthenticator authenticator = with(true, expiring);
        clock.jumpWall(Duration.ofMillis(999));
        assertThat(value(authenticator.authenticate(Heads.withKey(key))).name()).isEqualTo("ci");
        clock.jumpWall(Duration.ofMillis(1));
        assertThat(code(authenticator.authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.API_KEY_EXPIRED);
    }

    @Test
    void aKeyMayBeBoundToItsEnvironment() {
        assertThat(value(with(true, bound("live")).authenticate(Heads.withKey(key))).name())
                .isEqualTo("ci");
        for (String other : List.of("test", "liv", "ive", "rg_live")) {
            assertThat(code(with(true, bound(other)).authenticate(Heads.withKey(key))))
                    .isEqualTo(RejectionCode.INVALID_API_KEY);
        }
    }

    private StoredKey bound(String environment) {
        return like("ci", environment, true);
    }

    /** Whoever may import keys takes over none of the file's, and disables none of them either. */
    @Test
    void theFilesWordHoldsForAKeyThatWasImportedToo() {
        ring.heard(Long.MAX_VALUE);
        ring.put(KeyFormat.id(key), imported(true));
        assertThat(value(with(true, stored).authenticate(Heads.withKey(key))).name())
                .isEqualTo("ci");
        assertThat(value(with(true).authenticate(Heads.withKey(key))).name()).isEqualTo("taken");
    }

    @Test
    void whatTheStoreHasTakenBackStaysTakenBack() {
        ring.heard(Long.MAX_VALUE);
        ring.put(KeyFormat.id(key), imported(false));
        assertThat(code(with(true, stored).authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    private StoredKey imported(boolean enabled) {
        return like("taken", null, enabled);
    }

    /** The same key under other words. */
    private StoredKey like(String name, @Nullable String environment, boolean enabled) {
        return new StoredKey(
                name,
                stored.tenant(),
                stored.digest(),
                StoredKey.UNPEPPERED,
                Set.of(),
                Grants.ALL,
                Long.MAX_VALUE,
                environment,
                enabled);
    }

    /** Section 17: where peppers are being rolled out, no good key is called a bad one. */
    @Test
    void aKeyMadeWithAPepperThatIsNotHereMayBeRight() {
        ring.peppers(new Peppers(List.of(new Pepper(1, "p".repeat(32)))));
        ring.heard(Long.MAX_VALUE);
        Digest digest = new Pepper(2, "q".repeat(32)).digest(KeyFormat.octets(key));
        ring.put(KeyFormat.id(key), pepperedBy(2, digest));
        assertThat(code(with(true).authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.CREDENTIAL_STORE_UNAVAILABLE);
        ring.put(KeyFormat.id(key), pepperedBy(1, digest));
        assertThat(code(with(true).authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    /** Without a pepper it cannot be told from a wrong one, and need not be. */
    @Test
    void aKeyOutOfForceIsRefusedThoughItsPepperIsGone() {
        ring.peppers(new Peppers(List.of(new Pepper(1, "p".repeat(32)))));
        ring.heard(Long.MAX_VALUE);
        Digest digest = new Pepper(2, "q".repeat(32)).digest(KeyFormat.octets(key));
        ring.put(KeyFormat.id(key), pepperedBy(2, digest, clock.millis()));
        assertThat(code(with(true, stored).authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    /** Section 17: what the file declares may be revoked in a store that has not spoken yet. */
    @Test
    void aKeyOfTheFileOpensAsLongAsItIsKnownNotToBeRevoked() {
        ApiKeyAuthenticator authenticator = with(true, stored);
        assertThat(value(authenticator.authenticate(Heads.withKey(key))).name()).isEqualTo("ci");
        ring.lost();
        isUncertain(authenticator);
        ring.heard(Duration.ofMinutes(10).toNanos());
        assertThat(value(authenticator.authenticate(Heads.withKey(key))).name()).isEqualTo("ci");
        ring.lost();
        clock.advance(Duration.ofMinutes(9));
        assertThat(value(authenticator.authenticate(Heads.withKey(key))).name()).isEqualTo("ci");
        clock.advance(Duration.ofMinutes(2));
        isUncertain(authenticator);
    }

    private void isUncertain(ApiKeyAuthenticator authenticator) {
        assertThat(code(authenticator.authenticate(Heads.withKey(key))))
                .isEqualTo(RejectionCode.CREDENTIAL_STORE_UNAVAILABLE);
    }

    private StoredKey pepperedBy(int pepper, Digest digest) {
        return pepperedBy(pepper, digest, Long.MAX_VALUE);
    }

    private StoredKey pepperedBy(int pepper, Digest digest, long expires) {
        return new StoredKey(
                "ci", stored.tenant(), digest, pepper, Set.of(), Grants.ALL, expires, null, true);
    }

    @Test
    void twoKeysWithOneHashAreRefused() {
        assertThatThrownBy(() -> new DeclaredKeys(List.of(stored, stored("twin", key, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** S-60: the dummy that stands in for an unknown key is itself no key. */
    @Test
    void theDummyOpensNothing() {
        assertThat(new DeclaredKeys(List.of()).find(new Digest(0, 0, 0, 0))).isNull();
    }
}
