package io.raygate.config;

import java.util.List;

/**
 * The admin listener (S-88).
 *
 * @param address loopback
 * @param hosts accepted in Host, without port, in lower case
 */
public record AdminConfig(ListenAddress address, List<String> hosts) {}
