package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.exchange.Decision;
import io.raygate.limit.Applied;
import io.raygate.limit.Left;
import io.raygate.limit.LimitLedger;
import io.raygate.limit.Measure;
import io.raygate.store.FieldFault;
import io.raygate.store.KeyRecord;
import io.raygate.store.Transaction;
import io.raygate.tenant.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/standing}: what is left of the limits of a tenant or key, also for tenants. */
final class StandingRoutes {
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ, AdminScope.SELF_READ);

    private final AdminParts parts;

    StandingRoutes(AdminParts parts) {
        this.parts = parts;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("getStanding", "/v1/standing", READ, (Operation.Read) this::get)
                        .asking("tenant", "key"));
    }

    private Outcome get(Caller caller, Call call, Transaction tables) {
        Fields fields = Paging.fields(call);
        String tenant = fields.optional("tenant", Forms.ID);
        String key = fields.optional("key", Forms.ID);
        boolean named = fields.isWritten("tenant");
        if (!named && !fields.isWritten("key") && caller.ownTenant() == null) {
            fields.fault("tenant", "is missing, and so is key");
        }
        if (named && fields.isWritten("key")) {
            fields.fault("tenant", "is there beside key, whose tenant is known");
        }
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        return key == null
                ? ofTenant(caller, tenant == null ? caller.ownTenant() : tenant)
                : ofKey(caller, tables.keys().find(key).orElse(null));
    }

    private Outcome ofTenant(Caller caller, @Nullable String id) {
        Tenant tenant = id == null ? null : parts.limits().tenants().find(id);
        return tenant == null || !caller.sees(id) ? Outcome.notFound() : show(tenant, null, null);
    }

    private Outcome ofKey(Caller caller, @Nullable KeyRecord key) {
        if (key == null || key.role() != null || !caller.sees(key.tenant())) {
            return Outcome.notFound();
        }
        Tenant tenant = key.tenant() == null ? null : parts.limits().tenants().find(key.tenant());
        return tenant == null
                ? Outcome.notFound()
                : show(tenant, key.id(), key.words().grants().limits());
    }

    private Outcome show(Tenant tenant, @Nullable String key, @Nullable String ofKey) {
        return switch (parts.inForce().get().snapshot().limits().of(tenant, key, ofKey)) {
            case Decision.Proceed<List<Applied>>(var limits) ->
                    Outcome.answer(Answer.json(200, json(tenant, key, limits)));
            case Decision.Refuse<List<Applied>>(var why) ->
                    Outcome.refuse(ProblemCode.CONFLICT, why.reason());
            case Decision.Answer<List<Applied>> _, Decision.Wait<List<Applied>> _ ->
                    throw new IllegalStateException("limits are known or not, and at once");
        };
    }

    private JsonObject json(Tenant tenant, @Nullable String key, List<Applied> limits) {
        LimitLedger ledger = parts.limits().ledger();
        Instant now = parts.wall().instant();
        JsonArray items = new JsonArray();
        for (Applied by : limits) {
            ledger.standing(by).forEach(left -> items.add(json(by, left, now)));
            if (by.set().concurrency() > 0) {
                items.add(open(by, ledger.open(by.subject())));
            }
        }
        return new JsonObject()
                .put("tenant", tenant.id().value())
                .put("key", key)
                .put("items", items);
    }

    private static JsonObject json(Applied by, Left left, Instant now) {
        Measure measure = left.limit().measure();
        long most = left.limit().allowance().most();
        boolean full = left.fullInNanos() == 0;
        return item(by, left.name(), left.limit().shadow())
                .put("model", left.limit().model())
                .put("measure", measure.word())
                .put("currency", left.limit().currency())
                .put("most", number(most, measure))
                .put("used", number(most - left.amount(), measure))
                .put("left", number(left.amount(), measure))
                .put("fullAt", full ? null : at(now, left.fullInNanos()).toString());
    }

    private static JsonObject open(Applied by, int open) {
        int most = by.set().concurrency();
        return item(by, by.policy() + "-concurrency", by.set().shadow())
                .putNull("model")
                .put("measure", "concurrency")
                .putNull("currency")
                .put("most", most)
                .put("used", open)
                .put("left", Math.max(0, most - open))
                .putNull("fullAt");
    }

    private static JsonObject item(Applied by, String name, boolean shadow) {
        return new JsonObject()
                .put("limit", name)
                .put("set", by.set().name())
                .put("shadow", shadow);
    }

    /** In whole seconds, not before. */
    private static Instant at(Instant now, long nanos) {
        return now.plus(Duration.ofNanos(nanos))
                .plusNanos(999_999_999)
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private static Number number(long amount, Measure measure) {
        return measure.scale() == 1
                ? (Number) amount
                : BigDecimal.valueOf(amount)
                        .divide(BigDecimal.valueOf(measure.scale()))
                        .doubleValue();
    }
}
