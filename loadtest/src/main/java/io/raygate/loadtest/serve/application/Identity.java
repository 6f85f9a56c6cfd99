package io.raygate.loadtest.serve.application;

/** The name and version of a simulated Ray cluster, told in every answer. */
public record Identity(String cluster, String version) {

    /** The value of {@code x-served-by}. */
    public String servedBy() {
        return cluster + "/" + version;
    }
}
