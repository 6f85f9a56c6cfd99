package io.raygate.loadtest.serve.fault;

/** Something that goes wrong; made by the factories beside it. */
@FunctionalInterface
public interface Fault {

    /** Breaks {@code stage} now and writes the rest into {@code script}; on the event loop. */
    void strike(Stage stage, Script script);
}
