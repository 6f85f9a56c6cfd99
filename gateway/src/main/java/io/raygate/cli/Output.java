package io.raygate.cli;

import io.raygate.config.YamlDocument;
import io.vertx.core.json.JsonObject;

/** How a command writes its data: for people or for scripts. */
public enum Output {
    TABLE,
    JSON,
    YAML;

    /** The same data for a script, without a line feed at its end. */
    public String text(JsonObject data) {
        return this == YAML
                ? YamlDocument.of(data.getMap()).stripTrailing()
                : data.encodePrettily();
    }
}
