package io.raygate.auth.jwt;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.rejection;
import static io.raygate.auth.DecisionAssert.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.testing.Heads;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S-56: what takes a token back takes it back at once, remembered or not. */
class TakenBackTest {
    private final Corp corp = new Corp();

    /** Verifies where the test says, so that signature work is seen. */
    private final Queue<Runnable> work = new ArrayDeque<>();

    private final JwtAuthenticator authenticator =
            new JwtAuthenticator(
                    corp.authenticator().settings(),
                    corp.surroundings(new Signatures(null), work::add));

    /** Issued now. */
    private final RequestHead request = bearing(corp.claims("\"jti\":\"t-1\""));

    private static RequestHead bearing(String claims) {
        return Heads.bearing(Corp.EC.sign(claims));
    }

    private Decision<Principal> present(RequestHead head) {
        Decision<Principal> decision = authenticator.authenticate(head);
        if (decision instanceof Decision.Wait<Principal>(var outcome)) {
            work.remove().run();
            return outcome.result();
        }
        return decision;
    }

    private Instant issued(long plusMillis) {
        return Instant.ofEpochSecond(corp.now(0)).plusMillis(plusMillis);
    }

    /** One of each kind that fits the token; those with an instant are exactly as old as it. */
    private List<Revocation> fitting(String issuer) {
        return List.of(
                new Revocation.ByJti(issuer, "t-1"),
                new Revocation.ByKid(issuer, Corp.EC.kid()),
                new Revocation.BySubject(issuer, "alice", issued(0)),
                new Revocation.ByIssuer(issuer, issued(0)));
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(0, "revoked by jti"),
                Arguments.of(1, "revoked by kid"),
                Arguments.of(2, "revoked by subject"),
                Arguments.of(3, "revoked by issuer"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTokenThatIsNewIsRefused(int kind, String reason) {
        corp.revocations.add(fitting("corp").get(kind));
        assertThat(code(present(request))).isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(rejection(present(request)).reason()).isEqualTo(reason);
    }

    /** And is good again where the revocation goes, without any signature work. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aTokenInUseIsRefusedFromTheNextRequestOn(int kind, String reason) {
        assertThat(value(present(request)).name()).isEqualTo("alice");
        corp.revocations.replace(List.of(fitting("corp").get(kind)));
        for (int i = 0; i < 2; i++) {
            var refused = rejection(authenticator.authenticate(request));
            assertThat(refused.code()).isEqualTo(RejectionCode.INVALID_TOKEN);
            assertThat(refused.reason()).isEqualTo(reason);
        }
        corp.revocations.replace(List.of());
        assertThat(value(authenticator.authenticate(request)).name()).isEqualTo("alice");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRevocationThatComesWhileTheSignatureIsVerifiedCounts(int kind, String reason) {
        var waiting = (Decision.Wait<Principal>) authenticator.authenticate(request);
        corp.revocations.add(fitting("corp").get(kind));
        work.remove().run();
        assertThat(rejection(waiting.outcome().result()).reason()).isEqualTo(reason);
    }

    /** It may still have to wait for its event loop. */
    @Test
    void aRevocationCountsUntilTheExchangeGoesOn() throws Exception {
        Vertx vertx = Vertx.vertx();
        CompletableFuture<Decision<Principal>> known = new CompletableFuture<>();
        try {
            vertx.getOrCreateContext()
                    .runOnContext(
                            now -> {
                                var waiting =
                                        (Decision.Wait<Principal>)
                                                authenticator.authenticate(request);
                                waiting.outcome().onComplete(done -> known.complete(done.result()));
                                work.remove().run();
                                corp.revocations.replace(fitting("corp"));
                            });
            assertThat(rejection(known.get(60, TimeUnit.SECONDS)).reason())
                    .isEqualTo("revoked by jti");
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void whatRevokesOtherTokensDoesNotHitThisOne() {
        corp.revocations.replace(fitting("other"));
        corp.revocations.add(new Revocation.ByJti("corp", "t-2"));
        corp.revocations.add(new Revocation.ByKid("corp", Corp.RSA.kid()));
        corp.revocations.add(new Revocation.BySubject("corp", "bob", issued(0)));
        assertThat(value(present(request)).name()).isEqualTo("alice");
    }

    @Test
    void aTokenOfALaterSecondIsNewerThanTheRevocation() {
        corp.revocations.add(new Revocation.BySubject("corp", "alice", issued(-1)));
        corp.revocations.add(new Revocation.ByIssuer("corp", issued(-1)));
        assertThat(value(present(request)).name()).isEqualTo("alice");
        RequestHead early = bearing(corp.claims("iat", "\"iat\":" + corp.now(-1)));
        assertThat(rejection(present(early)).reason()).isEqualTo("revoked by subject");
    }

    @Test
    void theLatestInstantHoldsInWhicheverOrderTheyCome() {
        for (int first : new int[] {0, -1000}) {
            corp.revocations.replace(
                    List.of(
                            new Revocation.BySubject("corp", "alice", issued(first)),
                            new Revocation.BySubject("corp", "alice", issued(-1000 - first))));
            assertThat(rejection(present(request)).reason()).isEqualTo("revoked by subject");
            corp.revocations.replace(
                    List.of(
                            new Revocation.ByIssuer("corp", issued(first)),
                            new Revocation.ByIssuer("corp", issued(-1000 - first))));
            assertThat(rejection(present(request)).reason()).isEqualTo("revoked by issuer");
        }
    }

    @Test
    void aTokenThatDoesNotSayWhenItWasIssuedIsOlderThanAll() {
        RequestHead silent = bearing(corp.claims("iat", ""));
        corp.revocations.add(new Revocation.BySubject("corp", "alice", Instant.EPOCH));
        assertThat(rejection(present(silent)).reason()).isEqualTo("revoked by subject");
        corp.revocations.replace(List.of(new Revocation.ByIssuer("corp", Instant.EPOCH)));
        assertThat(rejection(present(silent)).reason()).isEqualTo("revoked by issuer");
        assertThat(value(present(request)).name()).isEqualTo("alice");
    }

    /** The key is what signed, whether the token names it or not. */
    @Test
    void aTokenThatNamesNoKeyIsRevokedWithItsKey() {
        JwtAuthenticator lenient = corp.authenticator(Corp.issuer(Corp.KEYS, false, true));
        RequestHead nameless = Heads.bearing(Corp.EC.sign("{\"alg\":\"ES256\"}", corp.claims("")));
        assertThat(value(lenient.authenticate(nameless)).name()).isEqualTo("alice");
        corp.revocations.add(new Revocation.ByKid("corp", Corp.EC.kid()));
        assertThat(rejection(lenient.authenticate(nameless)).reason()).isEqualTo("revoked by kid");
    }

    /** While the epoch is odd the token is revoked. */
    @Test
    void onceARevocationIsThereNoRequestPasses() throws Exception {
        JwtAuthenticator busy = corp.authenticator();
        AtomicInteger epoch = new AtomicInteger();
        AtomicInteger slippedThrough = new AtomicInteger();
        AtomicLong asked = new AtomicLong();
        Runnable calls =
                () -> {
                    while (epoch.get() >= 0) {
                        int before = epoch.get();
                        boolean passes = busy.authenticate(request) instanceof Decision.Proceed;
                        if (passes && before % 2 == 1 && epoch.get() == before) {
                            slippedThrough.incrementAndGet();
                        }
                        asked.incrementAndGet();
                    }
                };
        List<Thread> callers =
                List.of(Thread.ofPlatform().start(calls), Thread.ofPlatform().start(calls));
        for (int round = 0; round < 100; round++) {
            corp.revocations.replace(fitting("corp"));
            epoch.incrementAndGet();
            awaitMore(asked);
            epoch.incrementAndGet();
            corp.revocations.replace(fitting("other"));
            awaitMore(asked);
        }
        epoch.set(-1);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(slippedThrough).hasValue(0);
    }

    private static void awaitMore(AtomicLong asked) {
        long until = asked.get() + 20;
        while (asked.get() < until) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSuspendedTenantIsSeenAtTheNextRequest() {
        assertThat(value(present(request)).tenant().suspended()).isFalse();
        corp.tenants.store(List.of(new TenantWords(Corp.ACME.id(), true)));
        assertThat(value(authenticator.authenticate(request)).tenant().suspended()).isTrue();
        corp.tenants.forget(Corp.ACME.id().value());
        assertThat(value(authenticator.authenticate(request)).tenant().suspended()).isFalse();
    }

    @Test
    void aTenantThatGoesTakesItsTokensAlong() {
        assertThat(value(present(request)).name()).isEqualTo("alice");
        corp.tenants.declare(List.of());
        assertThat(code(authenticator.authenticate(request)))
                .isEqualTo(RejectionCode.TENANT_UNKNOWN);
        corp.tenants.declare(List.of(Corp.ACME));
        assertThat(value(authenticator.authenticate(request)).name()).isEqualTo("alice");
    }

    /** S-52. */
    @Test
    void aTenantThatComesFindsItsTokensGood() {
        RequestHead early = bearing(corp.claims("tenant", "\"tenant\":\"globex\""));
        assertThat(code(present(early))).isEqualTo(RejectionCode.TENANT_UNKNOWN);
        corp.tenants.store(List.of(new TenantWords(new TenantId("globex"), false)));
        assertThat(value(present(early)).tenant().id()).isEqualTo(new TenantId("globex"));
    }

    @Test
    void aTenantThatChangesWhileTheSignatureIsVerifiedIsSeen() {
        var waiting = (Decision.Wait<Principal>) authenticator.authenticate(request);
        corp.tenants.declare(List.of(new TenantWords(Corp.ACME.id(), true)));
        work.remove().run();
        assertThat(value(waiting.outcome().result()).tenant().suspended()).isTrue();
    }
}
