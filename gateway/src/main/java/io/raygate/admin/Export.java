package io.raygate.admin;

import io.raygate.store.Change;
import io.raygate.store.KeyFilter;
import io.raygate.store.KeyRecord;
import io.raygate.store.Page;
import io.raygate.store.Store;
import io.raygate.store.Transaction;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All of the store line by line: {@code /v1/backup} with all that a restored gateway needs, {@code
 * /v1/export} for people and other tools, without any digest.
 */
final class Export {
    private static final int PAGE = 200;

    private Export() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get(
                        "backup",
                        "/v1/backup",
                        new Need.Owner(),
                        (Operation.Read) (_, _, _) -> lines(Export::backup)),
                Operation.get(
                        "export",
                        "/v1/export",
                        Need.oneOf(AdminScope.ADMIN_READ),
                        (Operation.Read) (caller, _, _) -> export(caller.role() == Role.OWNER)));
    }

    /** Lines that read the store, as of one moment, while they are taken. */
    private static Outcome lines(BiConsumer<Transaction, Consumer<String>> write) {
        return Outcome.answer(
                new Answer(
                        200,
                        Map.of(),
                        new Answer.Lines((store, lines) -> read(store, write, lines))));
    }

    private static void read(
            Store store, BiConsumer<Transaction, Consumer<String>> write, Consumer<String> lines) {
        store.<Boolean>read(
                tables -> {
                    write.accept(tables, lines);
                    return true;
                });
    }

    private static void backup(Transaction tables, Consumer<String> lines) {
        tables.backup().write(lines);
    }

    /** Who administers is shown to owners only, as everywhere. */
    private static Outcome export(boolean withAdmins) {
        return lines(
                (tables, lines) ->
                        export(tables, withAdmins, line -> lines.accept(line.encode() + "\n")));
    }

    private static void export(Transaction tables, boolean withAdmins, Consumer<JsonObject> lines) {
        long count =
                all(
                                cursor -> tables.tenants().list(PAGE, cursor),
                                "tenant",
                                TenantRoutes::json,
                                lines)
                        + all(
                                cursor -> tables.limits().list(PAGE, cursor),
                                "limit",
                                LimitRoutes::json,
                                lines)
                        + all(keys(tables, false), "key", KeyJson::key, lines)
                        + all(
                                cursor -> tables.revocations().list(PAGE, cursor),
                                "revocation",
                                RevocationRoutes::json,
                                lines)
                        + (withAdmins
                                ? all(keys(tables, true), "adminKey", KeyJson::adminKey, lines)
                                : 0);
        lines.accept(new JsonObject().put("type", "end").put("lines", count));
    }

    private static Pages<KeyRecord> keys(Transaction tables, boolean admin) {
        KeyFilter filter = new KeyFilter(admin, null, null, null, null);
        return cursor -> tables.keySearch().list(filter, PAGE, cursor);
    }

    /** A list from a cursor on. */
    private interface Pages<T> {
        Change<Page<T>> from(@Nullable String cursor);
    }

    private static <T> long all(
            Pages<T> pages, String type, Function<T, JsonObject> show, Consumer<JsonObject> lines) {
        long count = 0;
        String cursor = null;
        do {
            if (!(pages.from(cursor) instanceof Change.Done<Page<T>>(var page))) {
                throw new IllegalStateException("a cursor of our own is not taken");
            }
            for (T item : page.items()) {
                JsonObject line = new JsonObject().put("type", type);
                lines.accept(line.mergeIn(show.apply(item)));
            }
            count += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null);
        return count;
    }
}
