package io.raygate.config;

import java.net.InetAddress;
import java.util.OptionalLong;

/**
 * An address to listen on.
 *
 * @param host a host name or an IP literal without brackets
 * @param port 0 (any free port) to 65535
 */
public record ListenAddress(String host, int port) {
    static final Form<ListenAddress> FORM = new AddressForm();

    /** Whether only this machine reaches it. */
    public boolean isLoopback() {
        return host.equals("localhost")
                || IpLiterals.parse(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** As it is written: {@code host:port} or {@code [v6]:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]:" : host + ":") + port;
    }

    private static final class AddressForm implements Form<ListenAddress> {

        @Override
        public Parsed<ListenAddress> parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return Parsed.wrong("has no port");
            }
            OptionalLong port = Digits.parse(text.substring(colon + 1));
            if (port.isEmpty() || port.getAsLong() > 65_535) {
                return Parsed.wrong("does not end in a port from 0 to 65535");
            }
            return switch (Hosts.FORM.parse(text.substring(0, colon))) {
                case Parsed.Value<String>(String host) ->
                        Parsed.of(
                                new ListenAddress(
                                        Hosts.withoutBrackets(host), (int) port.getAsLong()));
                case Parsed.Wrong<String> ignored -> Parsed.wrong("does not start with a host");
            };
        }

        @Override
        public String allowed() {
            return "host:port or [v6]:port";
        }
    }
}
