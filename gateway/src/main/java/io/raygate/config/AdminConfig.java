package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The admin listener (S-88).
 *
 * @param address loopback, or any with TLS and a store of credentials
 * @param hosts accepted in Host, without port, in lower case
 * @param tls null: plain text
 * @param leakReports who may revoke what he found
 */
public record AdminConfig(
        ListenAddress address, List<String> hosts, @Nullable Tls tls, LeakReports leakReports) {
    static AdminConfig read(Section s) {
        return new AdminConfig(
                s.one("address", ListenAddress.FORM, new ListenAddress("127.0.0.1", 9090)),
                s.some("hosts", Hosts.FORM, List.of("localhost", "127.0.0.1", "[::1]")),
                s.optionalSection("tls", Tls::read),
                s.section("leakReports", LeakReports::read));
    }

    /**
     * The public keys of those who report leaks, PEM.
     *
     * @param github by their identifiers; none: no reports are taken
     */
    public record LeakReports(Map<String, SecretRef> github) {
        static LeakReports read(Section s) {
            return new LeakReports(s.each("github", Texts.ID, (it, id) -> it.requiredSecret(id)));
        }
    }

    /** A certificate chain and its key, both PEM; TLS 1.2 and 1.3. */
    public record Tls(Path certificate, SecretRef key) {
        static Tls read(Section s) {
            return new Tls(s.requiredFile("certificate"), s.requiredSecret("key"));
        }
    }
}
