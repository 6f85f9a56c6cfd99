package io.raygate.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A configuration without faults.
 *
 * @param positions where each key stands
 * @param files those that were read, the main one first, then the folders in which wildcards
 *     looked: a change of any may change the configuration
 */
public record LoadedConfig(
        GatewayConfig config,
        EffectiveConfig effective,
        List<ConfigProblem> warnings,
        Positions positions,
        List<Path> files)
        implements ConfigResult {

    /** A fault that a later stage found in a key, such as a certificate that cannot be read. */
    public ConfigProblem problem(String path, String message, String allowed) {
        return new ConfigProblem(positions.of(path), path, message, allowed);
    }
}
