package io.raygate.exchange;

/**
 * Whom a request addresses: the host in lower case and the port (RFC 3986, 3.2).
 *
 * @param host lower case, an IPv6 literal in brackets
 * @param port 1 to 65535, or -1 where none was given
 */
public record Authority(String host, int port) {}
