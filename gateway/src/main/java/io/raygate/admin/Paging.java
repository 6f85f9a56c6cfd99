package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.json.Json;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every list has: pages and filters.
 *
 * @param limit 1 to 200
 * @param filters what the list is narrowed by; ask it for all before anything is done
 */
record Paging(int limit, @Nullable String cursor, Fields filters) {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    static Paging of(Call call) {
        Fields filters = fields(call);
        int limit = filters.one("limit", Forms.count(1, MOST), USUAL);
        return new Paging(limit, filters.optional("cursor", AdminForms.CURSOR), filters);
    }

    /** The parameters of the query, to be read like members. */
    static Fields fields(Call call) {
        Map<String, Json> members = new LinkedHashMap<>();
        call.query().forEach((name, text) -> members.put(name, new Json.Text(text)));
        return new Fields(new Json.Members(members), "");
    }

    /** The page, unless a parameter is wrong. */
    <T> Outcome show(Function<Paging, Change<Page<T>>> list, Function<T, JsonObject> show) {
        List<FieldFault> faults = filters.faults();
        return faults.isEmpty()
                ? Outcome.of(list.apply(this), page -> answer(page, show))
                : Outcome.invalid(faults);
    }

    private static <T> Answer answer(Page<T> page, Function<T, JsonObject> show) {
        JsonArray items = new JsonArray();
        page.items().forEach(item -> items.add(show.apply(item)));
        return Answer.json(
                200, new JsonObject().put("items", items).put("nextCursor", page.nextCursor()));
    }
}
