package io.raygate.admin;

import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and admin credentials as the API shows them. */
final class KeyJson {
    private KeyJson() {}

    static JsonObject key(KeyRecord key) {
        JsonObject json =
                new JsonObject()
                        .put("id", key.id())
                        .put("name", key.words().name())
                        .put("prefix", key.prefix())
                        .put("environment", key.words().environment())
                        .put("tenant", key.tenant());
        return shared(json, key).put("imported", key.imported());
    }

    static JsonObject adminKey(KeyRecord key) {
        JsonObject json =
                new JsonObject()
                        .put("id", key.id())
                        .put("name", key.words().name())
                        .put("role", key.role())
                        .put("tenant", key.tenant());
        return shared(json, key);
    }

    private static JsonObject shared(JsonObject json, KeyRecord key) {
        KeyRecord.Words words = key.words();
        KeyGrants grants = words.grants();
        KeyRecord.Revoked revoked = key.revoked();
        return json.put("scopes", array(grants.scopes()))
                .put("routes", array(grants.routes()))
                .put("models", array(grants.models()))
                .put("allowedCidrs", array(grants.allowedCidrs()))
                .put("limits", grants.limits())
                .put("owner", words.owner())
                .put("tags", array(words.tags()))
                .put("meta", object(words.meta()))
                .put("enabled", words.enabled())
                .put("createdAt", key.createdAt().toString())
                .put("expiresAt", time(words.expiresAt()))
                .put("lastUsedAt", time(key.lastUsedAt()))
                .put("rotatedFrom", key.rotatedFrom())
                .put("revokedAt", revoked == null ? null : revoked.at().toString())
                .put("revokedReason", revoked == null ? null : revoked.reason());
    }

    static JsonObject object(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static JsonArray array(List<String> texts) {
        return new JsonArray(texts);
    }
}
