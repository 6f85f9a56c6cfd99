package io.raygate.admin;

import io.raygate.config.Cidr;
import io.raygate.config.Forms;
import io.raygate.json.Json;
import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be said of a key, from JSON and back to it. */
final class KeyWords {
    private static final int SCOPES = 64;
    private static final int ROUTES = 256;
    private static final int RANGES = 64;
    private static final int TAGS = 32;
    static final int META = 32;

    private KeyWords() {}

    /**
     * @param limits those that it gets where none are named
     */
    static KeyRecord.Words read(
            Fields fields, String environment, @Nullable String limits, boolean enabled) {
        return new KeyRecord.Words(
                fields.required("name", Forms.ID, ""),
                environment,
                new KeyGrants(
                        fields.list("scopes", Forms.SCOPE, SCOPES),
                        fields.list("routes", Forms.ID, ROUTES),
                        fields.list("models", Forms.NAME, ROUTES),
                        fields.list("allowedCidrs", Forms.CIDR, RANGES).stream()
                                .map(Cidr::toString)
                                .toList(),
                        fields.isWritten("limits") ? fields.nullable("limits", Forms.ID) : limits),
                fields.one("owner", AdminForms.NOTE, ""),
                fields.list("tags", Forms.ID, TAGS),
                fields.texts("meta", Forms.ID, AdminForms.NOTE, META),
                enabled,
                fields.nullable("expiresAt", AdminForms.TIME));
    }

    /** What a merge patch starts from. */
    static Map<String, Json> editable(KeyRecord.Words words) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", new Json.Text(words.name()));
        members.put("scopes", texts(words.grants().scopes()));
        members.put("routes", texts(words.grants().routes()));
        members.put("models", texts(words.grants().models()));
        members.put("allowedCidrs", texts(words.grants().allowedCidrs()));
        members.put("limits", textOrNothing(words.grants().limits()));
        members.put("owner", new Json.Text(words.owner()));
        members.put("tags", texts(words.tags()));
        members.put("meta", meta(words.meta()));
        members.put("enabled", new Json.Truth(words.enabled()));
        Instant end = words.expiresAt();
        members.put("expiresAt", textOrNothing(end == null ? null : end.toString()));
        return members;
    }

    static Json textOrNothing(@Nullable String text) {
        return text == null ? new Json.Nothing() : new Json.Text(text);
    }

    static Json meta(Map<String, String> meta) {
        Map<String, Json> members = new LinkedHashMap<>();
        meta.forEach((name, text) -> members.put(name, new Json.Text(text)));
        return new Json.Members(members);
    }

    private static Json texts(List<String> texts) {
        return new Json.Items(texts.stream().<Json>map(Json.Text::new).toList());
    }
}
