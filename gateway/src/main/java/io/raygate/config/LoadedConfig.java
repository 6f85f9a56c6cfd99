package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A configuration without faults.
 *
 * @param effective every key with its value in force, as nested maps, lists, strings, numbers and
 *     booleans; of a secret only where it comes from (S-94)
 * @param positions where each key of the files stands, for faults that a later stage finds
 * @param files the files that were read, the main one first
 */
public record LoadedConfig(
        GatewayConfig config,
        List<ConfigProblem> warnings,
        Map<String, Object> effective,
        Map<String, Position> positions,
        List<Path> files)
        implements ConfigResult {}
