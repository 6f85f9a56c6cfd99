package io.raygate.loadtest.serve.dashboard;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A recorded piece of JSON, kept beside this class, whose fields a view overwrites. */
final class Template {
    private final JsonObject recorded;

    private Template(JsonObject recorded) {
        this.recorded = recorded;
    }

    static Template of(String name) {
        try (InputStream file = Template.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no template " + name);
            }
            return new Template(new JsonObject(Buffer.buffer(file.readAllBytes())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A copy of its own. */
    JsonObject copy() {
        return recorded.copy();
    }
}
