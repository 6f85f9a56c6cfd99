package io.raygate.config;

import java.nio.file.Path;

/** Where the gateway may write: the embedded store, a pepper, the secret of the first login. */
public record StateConfig(Path folder) {
    static StateConfig read(Section s) {
        return new StateConfig(s.file("folder", Path.of("/var/lib/raygate")));
    }
}
