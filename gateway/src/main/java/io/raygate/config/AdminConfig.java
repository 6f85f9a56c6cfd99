package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener (S-88).
 *
 * @param address loopback, or any with TLS and a store of credentials
 * @param hosts accepted in Host, without port, in lower case
 * @param tls null: plain text
 */
public record AdminConfig(ListenAddress address, List<String> hosts, @Nullable Tls tls) {
    static AdminConfig read(Section s) {
        return new AdminConfig(
                s.one("address", ListenAddress.FORM, new ListenAddress("127.0.0.1", 9090)),
                s.some("hosts", Hosts.FORM, List.of("localhost", "127.0.0.1", "[::1]")),
                s.optionalSection("tls", Tls::read));
    }

    /** A certificate chain and its key, both PEM; TLS 1.2 and 1.3. */
    public record Tls(Path certificate, SecretRef key) {
        static Tls read(Section s) {
            return new Tls(s.requiredFile("certificate"), s.requiredSecret("key"));
        }
    }
}
