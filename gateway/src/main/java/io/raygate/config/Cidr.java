package io.raygate.config;

import java.net.InetAddress;

/**
 * A range of addresses; a single address is the range with all bits fixed.
 *
 * @param bits how many leading bits are fixed: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int bits) {}
