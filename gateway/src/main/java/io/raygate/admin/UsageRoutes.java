package io.raygate.admin;

import io.raygate.config.Form;
import io.raygate.config.Forms;
import io.raygate.config.Parsed;
import io.raygate.store.FieldFault;
import io.raygate.store.Transaction;
import io.raygate.store.UsageQuery;
import io.raygate.store.UsageQuery.Part;
import io.raygate.store.UsageRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /v1/usage}: what tenants have used, also for themselves. */
final class UsageRoutes {
    private static final Need READ = Need.oneOf(AdminScope.ADMIN_READ, AdminScope.SELF_READ);
    private static final Duration USUAL = Duration.ofDays(1);
    private static final int USUAL_ROWS = 1_000;
    private static final int MOST_ROWS = 10_000;
    private static final List<Part> FILTERS =
            List.of(Part.TENANT, Part.KEY, Part.ROUTE, Part.MODEL, Part.CLUSTER);
    private static final Form<List<Part>> BY = new Parts();

    private final InstantSource wall;

    UsageRoutes(InstantSource wall) {
        this.wall = wall;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("getUsage", "/v1/usage", READ, (Operation.Read) this::get)
                        .asking(
                                "from", "to", "by", "limit", "tenant", "key", "route", "model",
                                "cluster"));
    }

    private Outcome get(Caller caller, Call call, Transaction tables) {
        Fields fields = Paging.fields(call);
        Instant to = fields.one("to", AdminForms.TIME, nextHour());
        Instant from = fields.one("from", AdminForms.TIME, to.minus(USUAL));
        List<Part> by = fields.one("by", BY, List.of(Part.TENANT));
        int limit = fields.one("limit", Forms.count(1, MOST_ROWS), USUAL_ROWS);
        Map<Part, String> only = only(fields);
        if (!from.isBefore(to)) {
            fields.fault("from", "is not before " + to);
        }
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        String own = caller.ownTenant();
        boolean visible = own == null || own.equals(only.getOrDefault(Part.TENANT, own));
        if (own != null) {
            only.put(Part.TENANT, own);
        }
        UsageQuery query = new UsageQuery(from, to, by, only, limit + 1);
        List<UsageRow> rows = visible ? tables.usage().sums(query) : List.of();
        return Outcome.answer(Answer.json(200, json(query, rows, limit)));
    }

    /** What was used in this hour counts as well. */
    private Instant nextHour() {
        return wall.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private static Map<Part, String> only(Fields fields) {
        Map<Part, String> only = new EnumMap<>(Part.class);
        for (Part part : FILTERS) {
            Optional.ofNullable(fields.optional(part.word(), Forms.NAME))
                    .ifPresent(value -> only.put(part, value));
        }
        return only;
    }

    private static JsonObject json(UsageQuery query, List<UsageRow> rows, int limit) {
        JsonArray items = new JsonArray();
        rows.stream().limit(limit).forEach(row -> items.add(json(row)));
        return new JsonObject()
                .put("from", query.from().truncatedTo(ChronoUnit.HOURS).toString())
                .put("to", query.to().toString())
                .put("items", items)
                .put("complete", rows.size() <= limit);
    }

    private static JsonObject json(UsageRow row) {
        JsonObject json = new JsonObject();
        row.of().forEach((part, value) -> json.put(part.word(), value));
        return json.put("requests", row.requests())
                .put("failed", row.failed())
                .put("inputTokens", row.usage().input())
                .put("cachedInputTokens", row.usage().cachedInput())
                .put("outputTokens", row.usage().output())
                .put("reasoningTokens", row.usage().reasoning())
                .put("gpuSeconds", BigDecimal.valueOf(row.gpuMillis(), 3).doubleValue());
    }

    /** Words with commas between them, each once. */
    private static final class Parts implements Form<List<Part>> {
        @Override
        public Parsed<List<Part>> parse(String text) {
            Set<Part> parts = new LinkedHashSet<>();
            for (String word : text.split(",", -1)) {
                Optional<Part> part =
                        Arrays.stream(Part.values())
                                .filter(it -> it.word().equals(word))
                                .findFirst();
                if (part.isEmpty() || !parts.add(part.get())) {
                    return new Parsed.Wrong<>("does not fit");
                }
            }
            return new Parsed.Value<>(List.copyOf(parts));
        }

        @Override
        public String allowed() {
            return Arrays.stream(Part.values())
                    .map(Part::word)
                    .collect(Collectors.joining(", ", "some of ", " with commas between them"));
        }
    }
}
