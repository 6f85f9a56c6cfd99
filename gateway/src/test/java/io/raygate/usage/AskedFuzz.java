package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision;
import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * Fuzz target: bodies of requests to a model (S-69, S-108). What is read must not depend on the
 * pieces in which it comes, must be what another parser reads, and what the upstream gets instead
 * must differ in nothing but that it asks for the usage.
 */
public final class AskedFuzz {
    private AskedFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Decision<Asked> whole = read(data, Math.max(1, data.length));
        assertThat(read(data, 1)).isEqualTo(whole);
        assertThat(read(data, 7)).isEqualTo(whole);
        Json.Members members = JsonReader.object(data, 65_536);
        if (whole instanceof Decision.Proceed<Asked>(var asked) && members != null) {
            assertThat(asked.model()).isEqualTo(members.text("model"));
            compare(Buffer.buffer(data), asked);
        }
    }

    private static Decision<Asked> read(byte[] data, int step) {
        AskedReader reader = new AskedReader(true);
        for (int at = 0; at < data.length; at += step) {
            int length = Math.min(step, data.length - at);
            reader.feed(Buffer.buffer().appendBytes(data, at, length));
        }
        return reader.end();
    }

    private static void compare(Buffer body, Asked asked) {
        Asked.Patch patch = asked.patch();
        if (patch == null) {
            return;
        }
        int behind = patch.at() + patch.length();
        JsonObject after =
                Buffer.buffer()
                        .appendBuffer(body, 0, patch.at())
                        .appendString(patch.text())
                        .appendBuffer(body, behind, body.length() - behind)
                        .toJsonObject();
        assertThat(after.getJsonObject("stream_options").remove("include_usage")).isEqualTo(true);
        JsonObject before = body.toJsonObject();
        JsonObject options = before.getJsonObject("stream_options");
        if (options == null) {
            assertThat(after.remove("stream_options")).isEqualTo(new JsonObject());
            before.remove("stream_options");
        } else {
            options.remove("include_usage");
        }
        assertThat(after).isEqualTo(before);
    }
}
