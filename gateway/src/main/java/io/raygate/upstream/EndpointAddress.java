package io.raygate.upstream;

/** Where an endpoint listens; two clusters may name the same one. */
public record EndpointAddress(String host, int port, boolean tls) {

    /** Host and port as in a Host field, an IPv6 literal in brackets. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
