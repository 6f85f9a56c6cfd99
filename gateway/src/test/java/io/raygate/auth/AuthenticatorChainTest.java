package io.raygate.auth;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.rejection;
import static io.raygate.auth.DecisionAssert.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Presented;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.TenantId;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-61, S-65, S-66, S-68: which authenticator is asked, and what a caller learns. */
class AuthenticatorChainTest {
    private static final Principal CALLER =
            new Principal(
                    new Tenant(new TenantId("acme"), false),
                    "alice",
                    "jwt.corp",
                    "",
                    Set.of(),
                    Grants.ALL,
                    Long.MAX_VALUE);

    private final ManualClock clock = new ManualClock();
    private final Throttle throttle = new Throttle(FailureRates.STANDARD, clock);

    /** Reads tokens, with one answer for all. */
    private record Fixed(Decision<Principal> answer) implements Authenticator {
        @Override
        public boolean reads(RequestHead head) {
            return head.presented().holdsToken();
        }

        @Override
        public Decision<Principal> authenticate(RequestHead head) {
            return answer;
        }

        @Override
        public @Nullable String claimedId(RequestHead head) {
            return null;
        }
    }

    private AuthenticatorChain chain(Decision<Principal> answer) {
        return new AuthenticatorChain(List.of(new Fixed(answer)), throttle);
    }

    private static Decision<Principal> refusing(RejectionCode code) {
        return Decision.refuse(Rejection.of(code, "test"));
    }

    @Test
    void withoutACredentialOneIsAskedFor() {
        assertThat(
                        code(
                                chain(Decision.proceed(CALLER))
                                        .authenticate(
                                                Heads.presenting(Presented.NONE, Heads.ADDRESS))))
                .isEqualTo(RejectionCode.AUTHENTICATION_REQUIRED);
    }

    @Test
    void severalCredentialsAreRefusedGoodOrBad() {
        assertThat(
                        code(
                                chain(Decision.proceed(CALLER))
                                        .authenticate(
                                                Heads.presenting(
                                                        new Presented(2, "a.b.c", null),
                                                        Heads.ADDRESS))))
                .isEqualTo(RejectionCode.MULTIPLE_CREDENTIALS);
    }

    @Test
    void aCredentialThatNobodyReadsIsRefusedByItsShape() {
        AuthenticatorChain none = new AuthenticatorChain(List.of(), throttle);
        assertThat(code(none.authenticate(Heads.bearing("a.b.c"))))
                .isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(code(none.authenticate(Heads.bearing("abc"))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(code(none.authenticate(Heads.withKey("a.b.c"))))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
    }

    /** S-65. */
    @Test
    void overTheRateAFailingAttemptIsThrottledAndAGoodOneStillPasses() {
        AuthenticatorChain bad = chain(refusing(RejectionCode.INVALID_TOKEN));
        for (int i = 0; i < 30; i++) {
            assertThat(code(bad.authenticate(Heads.bearing("a.b.c"))))
                    .isEqualTo(RejectionCode.INVALID_TOKEN);
        }
        Rejection over = rejection(bad.authenticate(Heads.bearing("a.b.c")));
        assertThat(over.code()).isEqualTo(RejectionCode.AUTH_THROTTLED);
        assertThat(over.retryAfterSeconds()).isEqualTo(2);
        assertThat(value(chain(Decision.proceed(CALLER)).authenticate(Heads.bearing("a.b.c"))))
                .isSameAs(CALLER);
    }

    @Test
    void whatIsNoGuessIsNotCounted() {
        AuthenticatorChain unknown = chain(refusing(RejectionCode.TENANT_UNKNOWN));
        for (int i = 0; i < 100; i++) {
            assertThat(code(unknown.authenticate(Heads.bearing("a.b.c"))))
                    .isEqualTo(RejectionCode.TENANT_UNKNOWN);
            assertThat(code(unknown.authenticate(Heads.presenting(Presented.NONE, Heads.ADDRESS))))
                    .isEqualTo(RejectionCode.AUTHENTICATION_REQUIRED);
        }
    }

    @Test
    void judgesALateAnswerLikeAnEarlyOne() {
        Promise<Decision<Principal>> later = Promise.promise();
        var waiting =
                (Decision.Wait<Principal>)
                        chain(new Decision.Wait<>(later.future()))
                                .authenticate(Heads.bearing("a.b.c"));
        later.complete(refusing(RejectionCode.INVALID_TOKEN));
        for (int i = 1; i < 30; i++) {
            chain(refusing(RejectionCode.INVALID_TOKEN)).authenticate(Heads.bearing("a.b.c"));
        }
        assertThat(code(waiting.outcome().result())).isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(
                        code(
                                chain(refusing(RejectionCode.INVALID_TOKEN))
                                        .authenticate(Heads.bearing("a.b.c"))))
                .isEqualTo(RejectionCode.AUTH_THROTTLED);
    }
}
