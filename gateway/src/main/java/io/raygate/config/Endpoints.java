package io.raygate.config;

import java.net.URI;
import java.util.Set;

/** Endpoints: {@code http://host:port} or {@code https://host:port} and nothing behind. */
final class Endpoints implements Form<URI> {
    static final Endpoints FORM = new Endpoints();

    /** Ports of Ray's own control plane, which no caller may reach (S-72). */
    private static final Set<Integer> RAY_CONTROL_PORTS =
            Set.of(6379, 8265, 10001, 44217, 44227, 52365);

    private Endpoints() {}

    @Override
    public Parsed<URI> parse(String text) {
        int start = text.indexOf("://");
        String scheme = start < 0 ? "" : text.substring(0, start);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Parsed.wrong("does not start with http:// or https://");
        }
        String authority = text.substring(start + 3);
        if (authority.chars().anyMatch(c -> "/?#@".indexOf(c) >= 0)) {
            return Parsed.wrong(
                    "has more than a host and a port, an endpoint has no path, query or user");
        }
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        String withPort =
                hasPort ? authority : authority + (scheme.equals("https") ? ":443" : ":80");
        return switch (ListenAddress.FORM.parse(withPort)) {
            case Parsed.Value<ListenAddress>(ListenAddress address) -> endpoint(scheme, address);
            case Parsed.Wrong<ListenAddress>(String message) -> Parsed.wrong(message);
        };
    }

    private static Parsed<URI> endpoint(String scheme, ListenAddress address) {
        if (RAY_CONTROL_PORTS.contains(address.port())) {
            return Parsed.wrong("has a port of Ray's control plane");
        }
        return address.port() == 0
                ? Parsed.wrong("has port 0")
                : Parsed.of(URI.create(scheme + "://" + address));
    }

    @Override
    public String allowed() {
        return "http://host:port or https://host:port";
    }

    /** Somebody may have written a password before the host. */
    @Override
    public boolean mayBeRepeated(String text) {
        return text.indexOf('@') < 0;
    }
}
