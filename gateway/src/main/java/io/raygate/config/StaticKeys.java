package io.raygate.config;

import java.util.List;

/**
 * The keys that are read once, when the gateway starts: what is built around a listener, a log or a
 * port cannot change under traffic.
 */
final class StaticKeys {
    private static final String ANY = "*";

    /** A key stands for all below it; a name of its own at the end means that it comes or goes. */
    private static final List<List<String>> KEYS =
            List.of(
                    List.of("listeners", ANY, "address"),
                    List.of("listeners", ANY, "http2"),
                    List.of("listeners", ANY, "h2c"),
                    List.of("listeners", ANY, "proxyProtocol"),
                    List.of("listeners", ANY, "redirectTo"),
                    List.of("listeners", ANY, "tls", "minVersion"),
                    List.of("listeners", ANY, "tls", "clientAuth"),
                    List.of("listeners", ANY, "tls", "ca"),
                    List.of("state"),
                    List.of("stores"),
                    List.of("usage"),
                    List.of("auth", "apiKeys", "poll"),
                    List.of("auth", "apiKeys", "maxStale"),
                    List.of("timeouts", "handshake"),
                    List.of("timeouts", "head"),
                    List.of("timeouts", "keepAlive"),
                    List.of("timeouts", "http2Idle"),
                    List.of("timeouts", "http2Ping"),
                    List.of("sizes", "requestLine"),
                    List.of("sizes", "headerField"),
                    List.of("sizes", "headers"),
                    List.of("sizes", "headerCount"),
                    List.of("sizes", "chunkLine"),
                    List.of("sizes", "chunkExtensions"),
                    List.of("sizes", "trailers"),
                    List.of("connections"),
                    List.of("http2"),
                    List.of("observability"),
                    List.of("ops", "address"),
                    List.of("admin"),
                    List.of("problems"));

    private StaticKeys() {}

    /** Whether the key, one below it or one around it that comes or goes as a whole is static. */
    static boolean contains(List<String> path) {
        return KEYS.stream().anyMatch(key -> meet(key, path));
    }

    private static boolean meet(List<String> key, List<String> path) {
        for (int i = 0; i < Math.min(key.size(), path.size()); i++) {
            if (!key.get(i).equals(ANY) && !key.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
