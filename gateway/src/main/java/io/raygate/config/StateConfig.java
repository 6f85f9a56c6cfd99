package io.raygate.config;

import java.nio.file.Path;

/** Where the gateway may write. */
public record StateConfig(Path folder) {}
