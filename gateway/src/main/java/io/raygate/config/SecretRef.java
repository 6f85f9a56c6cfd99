package io.raygate.config;

import java.nio.file.Path;

/** Where a secret comes from; never its value (S-94). */
public sealed interface SecretRef {

    /** The content of a file without its last line end; re-read when the file changes. */
    record File(Path path) implements SecretRef {}

    /** An environment variable of the process. */
    record Env(String name) implements SecretRef {}
}
