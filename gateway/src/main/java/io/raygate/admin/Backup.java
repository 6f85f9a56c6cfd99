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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/backup}: everything but secrets, line by line. */
final class Backup {
    private static final int PAGE = 200;

    private Backup() {}

    static List<Operation> operations() {
        return List.of(
                Operation.get(
                        "backup",
                        "/v1/backup",
                        new Need.Owner(),
                        (Operation.Read) (_, _, _) -> Outcome.answer(backup())));
    }

    /** Lines that read the store while they are taken. */
    private static Answer backup() {
        return new Answer(200, Map.of(), new Answer.Lines(Backup::write));
    }

    private static void write(Store store, Consumer<JsonObject> lines) {
        store.read(tables -> write(tables, lines));
    }

    private static long write(Transaction tables, Consumer<JsonObject> lines) {
        long count =
                all(
                                cursor -> tables.tenants().list(PAGE, cursor),
                                "tenant",
                                TenantRoutes::json,
                                lines)
                        + all(keys(tables, false), "key", KeyJson::key, lines)
                        + all(keys(tables, true), "adminKey", KeyJson::adminKey, lines)
                        + all(
                                cursor -> tables.revocations().list(PAGE, cursor),
                                "revocation",
                                RevocationRoutes::json,
                                lines);
        lines.accept(new JsonObject().put("type", "end").put("lines", count));
        return count;
    }

    private static Pages<KeyRecord> keys(Transaction tables, boolean admin) {
        KeyFilter filter = new KeyFilter(admin, null, null, null, null);
        return cursor -> tables.keys().list(filter, PAGE, cursor);
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
