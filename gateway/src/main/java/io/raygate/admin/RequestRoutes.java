package io.raygate.admin;

import io.raygate.exchange.Exceeded;
import io.raygate.exchange.Refusals;
import io.raygate.exchange.Refused;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/requests}: why one was refused, also for tenants. */
final class RequestRoutes {
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ, AdminScope.SELF_READ);

    private final Refusals refusals;

    RequestRoutes(Refusals refusals) {
        this.refusals = refusals;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(
                        "getRequest",
                        "/v1/requests/{requestId}",
                        READ,
                        (Operation.Read) this::get));
    }

    /** Those of others are as unknown to a tenant as any that never was. */
    private Outcome get(Caller caller, Call call, Transaction tables) {
        Refused refused =
                caller.role() == Role.TENANT && caller.ownTenant() == null
                        ? null
                        : refusals.find(call.id(), caller.ownTenant());
        return refused == null
                ? Outcome.notFound()
                : Outcome.answer(Answer.json(200, json(refused, caller.ownTenant() == null)));
    }

    /**
     * @param all whether what no caller is told is shown as well
     */
    private static JsonObject json(Refused refused, boolean all) {
        Rejection rejection = refused.rejection();
        return new JsonObject()
                .put("id", refused.id())
                .put("at", at(refused).toString())
                .put("tenant", refused.tenant())
                .put("key", refused.key())
                .put("route", refused.route())
                .put("model", refused.model())
                .put("status", refused.status())
                .put("outcome", refused.outcome().word())
                .put("code", rejection.code().code())
                .put("title", rejection.code().title())
                .put("reason", all ? rejection.reason() : null)
                .put("limit", limit(refused, rejection.exceeded()));
    }

    private static @Nullable JsonObject limit(Refused refused, @Nullable Exceeded exceeded) {
        if (exceeded == null) {
            return null;
        }
        Exceeded.Stood stood = exceeded.stood();
        Instant passes = passes(refused);
        return new JsonObject()
                .put("limit", exceeded.policy())
                .put("set", exceeded.set())
                .put("model", exceeded.model())
                .put("unit", exceeded.unit())
                .put("most", number(stood.most(), stood.scale()))
                .put("left", number(stood.left(), stood.scale()))
                .put("needed", number(stood.needed(), stood.scale()))
                .put("passesAt", passes == null ? null : passes.toString());
    }

    /** Null where that is never, or when others end what they have open. */
    private static @Nullable Instant passes(Refused refused) {
        Rejection rejection = refused.rejection();
        boolean known =
                rejection.retryAfterSeconds() >= 0
                        && rejection.code() != RejectionCode.CONCURRENCY_LIMIT_EXCEEDED;
        return known ? at(refused).plusSeconds(rejection.retryAfterSeconds()) : null;
    }

    private static Instant at(Refused refused) {
        return Instant.ofEpochMilli(refused.atMillis());
    }

    private static Number number(long amount, long scale) {
        return scale == 1
                ? (Number) amount
                : BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(scale)).doubleValue();
    }
}
