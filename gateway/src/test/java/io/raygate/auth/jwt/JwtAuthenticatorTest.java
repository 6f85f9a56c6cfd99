package io.raygate.auth.jwt;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.rejection;
import static io.raygate.auth.DecisionAssert.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.TenantId;
import io.raygate.testing.Heads;
import io.raygate.testing.SigningKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-43 to S-57: tokens through the authenticator. */
class JwtAuthenticatorTest {
    private static final SigningKey STRANGER = SigningKey.generate("stranger", "ES256");

    private final Corp corp = new Corp();
    private final JwtAuthenticator authenticator = corp.authenticator();

    private Decision<Principal> present(String token) {
        return authenticator.authenticate(Heads.bearing(token));
    }

    @Test
    void turnsAGoodTokenIntoItsPrincipal() {
        Principal principal = value(present(Corp.EC.sign(corp.claims("\"jti\":\"t-1\""))));
        assertThat(principal.tenant().id()).isEqualTo(new TenantId("acme"));
        assertThat(principal.name()).isEqualTo("alice");
        assertThat(principal.method()).isEqualTo("jwt.corp");
        assertThat(principal.credential()).isEqualTo("t-1");
        assertThat(principal.scopes()).containsExactlyInAnyOrder("infer", "tune");
        assertThat(principal.expiresAtMillis()).isEqualTo(corp.now(630) * 1000);
    }

    @Test
    void takesEachKindOfKeyOfTheIssuer() {
        for (SigningKey key : List.of(Corp.RSA, Corp.EC, Corp.EDWARDS)) {
            assertThat(value(present(key.sign(corp.claims("")))).name()).isEqualTo("alice");
        }
    }

    @Test
    void readsOnlyBearersWithADot() {
        assertThat(authenticator.reads(Heads.bearing("a.b.c"))).isTrue();
        assertThat(authenticator.reads(Heads.bearing("abc"))).isFalse();
        assertThat(authenticator.reads(Heads.withKey("a.b.c"))).isFalse();
    }

    @Test
    void refusesAnIssuerThatIsNotConfigured() {
        String claims = corp.claims("iss", "\"iss\":\"https://login.example.com/\"");
        assertThat(code(present(Corp.EC.sign(claims)))).isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(code(present(Corp.EC.sign(corp.claims("iss", "")))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    /** RFC 8725, 3.8: each issuer has keys of its own. */
    @Test
    void aKeyOfOneIssuerSignsNothingForAnother() {
        SigningKey otherKey = SigningKey.generate("ec", "ES256");
        JwtIssuer other = Corp.issuer(Corp.keys(SigningKey.jwks(otherKey)), false, false);
        JwtIssuer renamed =
                new JwtIssuer(
                        "other",
                        "https://other.example.com",
                        other.audiences(),
                        other.algorithms(),
                        other.skew(),
                        other.maxLifetime(),
                        false,
                        false,
                        other.keys(),
                        other.mapping());
        JwtAuthenticator both = corp.authenticator(Corp.issuer(Corp.KEYS, false, false), renamed);
        assertThat(code(both.authenticate(Heads.bearing(otherKey.sign(corp.claims(""))))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
        String claims = corp.claims("iss", "\"iss\":\"https://other.example.com\"");
        assertThat(value(both.authenticate(Heads.bearing(otherKey.sign(claims)))).method())
                .isEqualTo("jwt.other");
    }

    @Test
    void twoIssuersCannotShareOneIss() {
        JwtIssuer issuer = Corp.issuer(Corp.KEYS, false, false);
        assertThatThrownBy(() -> corp.authenticator(issuer, issuer))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** S-46: what the issuer does not list is not taken, whatever key fits. */
    @Test
    void refusesAnAlgorithmThatTheIssuerDoesNotList() {
        SigningKey pss = SigningKey.generate("pss", "PS256");
        JwtAuthenticator taking =
                corp.authenticator(Corp.issuer(Corp.keys(SigningKey.jwks(pss)), false, false));
        assertThat(
                        rejection(taking.authenticate(Heads.bearing(pss.sign(corp.claims("")))))
                                .reason())
                .isEqualTo("alg not allowed for the issuer");
    }

    /** S-52. */
    @Test
    void aTenantThatIsNotKnownIsForbiddenAndNotUnauthenticated() {
        String claims = corp.claims("tenant", "\"tenant\":\"globex\"");
        assertThat(code(present(Corp.EC.sign(claims)))).isEqualTo(RejectionCode.TENANT_UNKNOWN);
    }

    /** S-51: only a token with no other fault is told that it is merely expired. */
    @Test
    void saysThatATokenHasExpiredOnlyIfNothingElseIsWrong() {
        String expired = ",\"iat\":" + corp.now(-900) + ",\"exp\":" + corp.now(-300);
        String good = corp.claims("exp", "").replace(",\"iat\":" + corp.now(0), expired);
        assertThat(code(present(Corp.EC.sign(good)))).isEqualTo(RejectionCode.TOKEN_EXPIRED);
        assertThat(code(present(Corp.EC.sign(good.replace("raygate", "elsewhere")))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(code(present(SigningKey.generate("ec", "ES256").sign(good))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    /** S-56: the hit compares exp, to the millisecond and with the same skew. */
    @Test
    void aRememberedTokenExpiresToo() {
        String token = Corp.EC.sign(corp.claims("exp", "\"exp\":" + corp.now(60)));
        assertThat(value(present(token)).name()).isEqualTo("alice");
        corp.clock.advance(Duration.ofMillis(89_999));
        assertThat(value(present(token)).name()).isEqualTo("alice");
        corp.clock.advance(Duration.ofMillis(1));
        assertThat(code(present(token))).isEqualTo(RejectionCode.TOKEN_EXPIRED);
        corp.clock.advance(Duration.ofHours(1));
        assertThat(code(present(token))).isEqualTo(RejectionCode.TOKEN_EXPIRED);
    }

    /** S-102. */
    @Test
    void aWallClockJumpMovesOnlyTheExpiry() {
        String token = Corp.EC.sign(corp.claims(""));
        assertThat(value(present(token)).name()).isEqualTo("alice");
        corp.clock.jumpWall(Duration.ofHours(1));
        assertThat(code(present(token))).isEqualTo(RejectionCode.TOKEN_EXPIRED);
        corp.clock.jumpWall(Duration.ofHours(-1));
        assertThat(value(present(token)).name()).isEqualTo("alice");
    }

    /** Waiting mends it, so it must not be remembered as bad. */
    @Test
    void aTokenThatIsEarlyIsGoodLater() {
        String token = Corp.EC.sign(corp.claims("\"nbf\":" + corp.now(31)));
        assertThat(code(present(token))).isEqualTo(RejectionCode.INVALID_TOKEN);
        corp.clock.advance(Duration.ofSeconds(1));
        assertThat(value(present(token)).name()).isEqualTo("alice");
    }

    /** S-56: the keys of a good token may go; the token is still the one that was verified. */
    @Test
    void aRememberedTokenNeedsNoSignatureWork() {
        Queue<Runnable> work = new ArrayDeque<>();
        JwtAuthenticator jdk = offLoop(work);
        String token = Corp.EC.sign(corp.claims(""));
        assertThat(jdk.authenticate(Heads.bearing(token))).isInstanceOf(Decision.Wait.class);
        work.remove().run();
        assertThat(value(jdk.authenticate(Heads.bearing(token))).name()).isEqualTo("alice");
        corp.clock.advance(Duration.ofMinutes(5));
        assertThat(jdk.authenticate(Heads.bearing(token))).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void aWrongSignatureIsRememberedForTenSeconds() {
        Queue<Runnable> work = new ArrayDeque<>();
        JwtAuthenticator jdk = offLoop(work);
        String token = SigningKey.generate("ec", "ES256").sign(corp.claims(""));
        jdk.authenticate(Heads.bearing(token));
        work.remove().run();
        corp.clock.advance(Duration.ofMillis(9_999));
        assertThat(code(jdk.authenticate(Heads.bearing(token))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
        corp.clock.advance(Duration.ofMillis(1));
        assertThat(jdk.authenticate(Heads.bearing(token))).isInstanceOf(Decision.Wait.class);
    }

    /** S-57. */
    @Test
    void withoutANativeProviderVerificationLeavesTheEventLoop() {
        Queue<Runnable> work = new ArrayDeque<>();
        var waiting =
                (Decision.Wait<Principal>)
                        offLoop(work).authenticate(Heads.bearing(Corp.RSA.sign(corp.claims(""))));
        assertThat(waiting.outcome().isComplete()).isFalse();
        work.remove().run();
        assertThat(value(waiting.outcome().result()).name()).isEqualTo("alice");
    }

    /** S-57: back where the exchange lives, and nowhere else. */
    @Test
    void answersOnTheEventLoopThatAsked() throws Exception {
        Vertx vertx = Vertx.vertx();
        ExecutorService workers = Executors.newSingleThreadExecutor();
        try {
            Surroundings apart = corp.surroundings(new Signatures(null), workers);
            JwtAuthenticator jdk = new JwtAuthenticator(authenticator.settings(), apart);
            CompletableFuture<Context> answeredOn = new CompletableFuture<>();
            Context loop = vertx.getOrCreateContext();
            loop.runOnContext(
                    _ ->
                            waitFor(jdk, Corp.RSA.sign(corp.claims("")))
                                    .onSuccess(_ -> answeredOn.complete(Vertx.currentContext())));
            assertThat(answeredOn.get(60, TimeUnit.SECONDS)).isSameAs(loop);
        } finally {
            workers.shutdown();
            vertx.close().await();
        }
    }

    @Test
    void aFaultOfOursLeavesNoExchangeWaiting() {
        Surroundings apart = corp.surroundings(new Signatures(null), Runnable::run);
        var waiting =
                (Decision.Wait<Verdict>)
                        apart.run(
                                () -> {
                                    throw new IllegalStateException("a bug");
                                });
        assertThat(code(waiting.outcome().result())).isEqualTo(RejectionCode.INTERNAL_ERROR);
    }

    /** S-57: whatever is full, it is no fault of ours that the client sees. */
    @Test
    void aFullQueueOfWorkersIsNoServerError() {
        Surroundings full =
                corp.surroundings(
                        new Signatures(null),
                        command -> {
                            throw new RejectedExecutionException();
                        });
        JwtAuthenticator jdk = new JwtAuthenticator(authenticator.settings(), full);
        var refused = rejection(jdk.authenticate(Heads.bearing(Corp.RSA.sign(corp.claims("")))));
        assertThat(refused.code()).isEqualTo(RejectionCode.AUTH_THROTTLED);
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);
    }

    /** S-57: one address' wrong signatures are bounded, its remembered tokens are not. */
    @Test
    void signatureWorkPerAddressIsBounded() {
        String good = Corp.EC.sign(corp.claims(""));
        assertThat(value(present(good)).name()).isEqualTo("alice");
        String bad = SigningKey.generate("ed", "EdDSA").sign(corp.claims(""));
        String prefix = bad.substring(0, bad.lastIndexOf('.') + 1);
        int refused = 0;
        for (int i = 0; i < 1_100; i++) {
            String token = prefix + SigningKey.encode("%064d".formatted(i));
            refused += code(present(token)) == RejectionCode.AUTH_THROTTLED ? 1 : 0;
        }
        assertThat(refused).isEqualTo(100);
        assertThat(value(present(good)).name()).isEqualTo("alice");
        corp.clock.advance(Duration.ofSeconds(1));
        assertThat(value(present(Corp.EC.sign(corp.claims("\"jti\":\"new\"")))).name())
                .isEqualTo("alice");
    }

    /** S-44: size is checked before any work. */
    @Test
    void refusesATokenOverSixteenKibibytes() {
        String padding = "\"p\":\"" + "x".repeat(12_000) + "\"";
        assertThat(value(present(Corp.EC.sign(corp.claims(padding)))).name()).isEqualTo("alice");
        String more = "\"p\":\"" + "x".repeat(12_300) + "\"";
        assertThat(code(present(Corp.EC.sign(corp.claims(more)))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    private static Future<Decision<Principal>> waitFor(JwtAuthenticator jdk, String token) {
        return ((Decision.Wait<Principal>) jdk.authenticate(Heads.bearing(token))).outcome();
    }

    private JwtAuthenticator offLoop(Queue<Runnable> work) {
        return new JwtAuthenticator(
                authenticator.settings(), corp.surroundings(new Signatures(null), work::add));
    }

    /** Keys that a test changes as it likes. */
    private static final class ChangingKeys implements IssuerKeys {
        private @Nullable KeySet set = Corp.KEYS;
        private @Nullable Promise<Void> search;

        @Override
        public @Nullable KeySet current() {
            return set;
        }

        @Override
        public int retryAfterSeconds() {
            return 7;
        }

        @Override
        public @Nullable Future<Void> search() {
            return search == null ? null : search.future();
        }
    }

    private Decision<Principal> presentTo(ChangingKeys keys, String token) {
        JwtAuthenticator taking = corp.authenticator(Corp.issuer(keys, false, false));
        return taking.authenticate(Heads.bearing(token));
    }

    /** S-55: without keys nothing can be said of a token, whoever signed it. */
    @Test
    void anIssuerWithoutKeysIsUnavailableForATime() {
        ChangingKeys keys = new ChangingKeys();
        keys.set = null;
        for (String token :
                List.of(Corp.EC.sign(corp.claims("")), STRANGER.sign(corp.claims("")))) {
            Rejection rejection = rejection(presentTo(keys, token));
            assertThat(rejection.code()).isEqualTo(RejectionCode.KEY_SET_UNAVAILABLE);
            assertThat(rejection.retryAfterSeconds()).isEqualTo(7);
        }
    }

    /** S-55. */
    @Test
    void aTokenOfAnUnknownKeyWaitsForTheSearchAndIsJudgedByWhatItBrought() {
        ChangingKeys keys = new ChangingKeys();
        Promise<Void> search = Promise.promise();
        keys.search = search;
        var waiting = (Decision.Wait<Principal>) presentTo(keys, STRANGER.sign(corp.claims("")));
        assertThat(waiting.outcome().isComplete()).isFalse();
        keys.set = Corp.keys(SigningKey.jwks(Corp.EC, STRANGER));
        search.complete();
        assertThat(value(waiting.outcome().result()).name()).isEqualTo("alice");
    }

    /** S-55: it waits once and no more. */
    @Test
    void aKeyThatNoSearchFindsIsUnknown() {
        ChangingKeys keys = new ChangingKeys();
        String token = STRANGER.sign(corp.claims(""));
        assertThat(rejection(presentTo(keys, token)).reason()).isEqualTo("kid unknown");
        Promise<Void> search = Promise.promise();
        keys.search = search;
        var waiting = (Decision.Wait<Principal>) presentTo(keys, token);
        search.fail("the issuer is down");
        assertThat(rejection(waiting.outcome().result()).reason()).isEqualTo("kid unknown");
    }

    /** S-54, S-56: what was verified goes with the set that it was verified with. */
    @Test
    void aRememberedTokenIsWorthNoMoreThanItsKeys() {
        ChangingKeys keys = new ChangingKeys();
        JwtAuthenticator taking = corp.authenticator(Corp.issuer(keys, false, false));
        var request = Heads.bearing(Corp.EC.sign(corp.claims("")));
        assertThat(value(taking.authenticate(request)).name()).isEqualTo("alice");
        keys.set = Corp.keys(SigningKey.jwks(STRANGER));
        assertThat(code(taking.authenticate(request))).isEqualTo(RejectionCode.INVALID_TOKEN);
        keys.set = null;
        assertThat(code(taking.authenticate(request))).isEqualTo(RejectionCode.KEY_SET_UNAVAILABLE);
        keys.set = Corp.KEYS;
        assertThat(value(taking.authenticate(request)).name()).isEqualTo("alice");
    }

    /** S-56: so that a set which came while a token was being verified finds nothing remembered. */
    @Test
    void aVerdictFromKeysThatAreGoneIsNotRemembered() {
        ChangingKeys keys = new ChangingKeys();
        Queue<Runnable> work = new ArrayDeque<>();
        JwtAuthenticator jdk =
                new JwtAuthenticator(
                        corp.authenticator(Corp.issuer(keys, false, false)).settings(),
                        corp.surroundings(new Signatures(null), work::add));
        var request = Heads.bearing(Corp.EC.sign(corp.claims("")));
        jdk.authenticate(request);
        keys.set = Corp.keys(SigningKey.jwks(STRANGER));
        work.remove().run();
        assertThat(code(jdk.authenticate(request))).isEqualTo(RejectionCode.INVALID_TOKEN);
    }

    /** S-56: a token that was wrong by the old keys may be right by the new ones. */
    @Test
    void aRefusalIsWorthNoMoreThanItsKeysEither() {
        ChangingKeys keys = new ChangingKeys();
        JwtAuthenticator taking = corp.authenticator(Corp.issuer(keys, false, false));
        SigningKey again = SigningKey.generate("ec", "ES256");
        var request = Heads.bearing(again.sign(corp.claims("")));
        assertThat(code(taking.authenticate(request))).isEqualTo(RejectionCode.INVALID_TOKEN);
        keys.set = Corp.keys(SigningKey.jwks(again));
        assertThat(value(taking.authenticate(request)).name()).isEqualTo("alice");
    }
}
