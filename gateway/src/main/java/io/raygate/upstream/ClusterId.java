package io.raygate.upstream;

/** The id of a cluster: a named group of endpoints such as stable or canary. */
public record ClusterId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
