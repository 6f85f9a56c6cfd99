package io.raygate.upstream;

/** A header field that the upstream demands from us; the value never shows (S-94). */
public record UpstreamCredential(String header, String value) {

    @Override
    public String toString() {
        return "UpstreamCredential[header=" + header + "]";
    }
}
