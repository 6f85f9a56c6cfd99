package io.raygate.admin;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Fuzz target: bodies of the admin API, as a new key and as a patch of one (S-108). Whatever is
 * taken is written back and read to the same.
 */
public final class AdminBodyFuzz {
    private static final KeyRecord.Words WORDS =
            new KeyRecord.Words(
                    "ci",
                    "live",
                    new KeyGrants(List.of("infer"), List.of(), List.of(), List.of("10.0.0.0/8")),
                    "",
                    List.of("a"),
                    Map.of("a", "1"),
                    true,
                    null);

    private AdminBodyFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (JsonReader.read(data, 1_000) instanceof JsonReader.Read(var body)) {
            new JsonObject(PlainJson.of(body).encode());
            judge(body);
            judge(MergePatch.apply(KeyWords.editable(WORDS), body));
        }
    }

    private static void judge(Json.Members body) {
        Fields fields = new Fields(body, "");
        boolean enabled = fields.flag("enabled", true);
        KeyRecord.Words words = KeyWords.read(fields, "live", null, enabled);
        if (!fields.faults().isEmpty()) {
            return;
        }
        Fields again = new Fields(new Json.Members(KeyWords.editable(words)), "");
        boolean same =
                KeyWords.read(again, "live", null, again.flag("enabled", true)).equals(words);
        if (!same || !again.faults().isEmpty()) {
            throw new AssertionError("is not read back as it was: " + words);
        }
    }
}
