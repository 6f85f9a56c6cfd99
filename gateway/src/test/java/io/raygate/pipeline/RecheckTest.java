package io.raygate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.Grants;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.TenantId;
import io.vertx.core.Promise;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S-62: what asking again comes to. */
class RecheckTest {
    private Decision<Principal> now = Decision.proceed(of("acme"));
    private final Recheck recheck = new Recheck(() -> now, of("acme"));

    private static Principal of(String tenant) {
        return new Principal(
                new Tenant(new TenantId(tenant), false),
                "alice",
                "apiKeys",
                "",
                Set.of(),
                Grants.ALL,
                Long.MAX_VALUE);
    }

    private static Decision<Principal> refusal(RejectionCode code) {
        return Decision.refuse(Rejection.of(code, "a reason"));
    }

    private boolean granted() {
        return recheck.ask().result();
    }

    @Test
    void whoIsGrantedAgainGoesOn() {
        assertThat(granted()).isTrue();
    }

    @Test
    void anotherTenantIsNotWhomTheUpstreamWasToldOf() {
        now = Decision.proceed(of("globex"));
        assertThat(granted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "INVALID_TOKEN",
                "TOKEN_EXPIRED",
                "INVALID_API_KEY",
                "API_KEY_EXPIRED",
                "TENANT_UNKNOWN",
                "TENANT_SUSPENDED",
                "INSUFFICIENT_SCOPE",
                "NOT_FOUND",
                "INTERNAL_ERROR"
            })
    void whatRefusesARequestEndsTheExchange(RejectionCode code) {
        now = refusal(code);
        assertThat(granted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY_SET_UNAVAILABLE", "CREDENTIAL_STORE_UNAVAILABLE", "AUTH_THROTTLED"})
    void whereNothingCanBeSaidItGoesOnForATime(RejectionCode code) {
        for (int round = 0; round < 2; round++) {
            now = refusal(code);
            for (int i = 0; i < 5; i++) {
                assertThat(granted()).isTrue();
            }
            now = Decision.proceed(of("acme"));
            assertThat(granted()).isTrue();
        }
        now = refusal(code);
        for (int i = 0; i < 5; i++) {
            assertThat(granted()).isTrue();
        }
        assertThat(granted()).isFalse();
    }

    @Test
    void anAnswerThatComesLaterCounts() {
        Promise<Decision<Principal>> later = Promise.promise();
        now = new Decision.Wait<>(later.future());
        var asked = recheck.ask();
        assertThat(asked.isComplete()).isFalse();
        later.complete(refusal(RejectionCode.TOKEN_EXPIRED));
        assertThat(asked.result()).isFalse();
    }
}
