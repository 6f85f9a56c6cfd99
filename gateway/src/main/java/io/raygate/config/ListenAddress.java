package io.raygate.config;

/**
 * An address to listen on.
 *
 * @param host a host name or an IP literal without brackets
 * @param port 0 (any free port) to 65535
 */
public record ListenAddress(String host, int port) {}
