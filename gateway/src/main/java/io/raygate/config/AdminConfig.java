package io.raygate.config;

import java.util.List;

/**
 * The admin listener (S-88).
 *
 * @param address loopback
 * @param hosts accepted in Host, without port, in lower case
 */
public record AdminConfig(ListenAddress address, List<String> hosts) {
    static AdminConfig read(Section s) {
        AdminConfig admin =
                new AdminConfig(
                        s.one("address", ListenAddress.FORM, new ListenAddress("127.0.0.1", 9090)),
                        s.some("hosts", Hosts.FORM, List.of("localhost", "127.0.0.1", "[::1]")));
        if (!admin.address.isLoopback()) {
            s.fault("address", "is reachable from other machines", "allowed: a loopback address");
        }
        return admin;
    }
}
