package io.raygate.loadtest.serve.ingress;

/** Is told about each request a proxy has finished; its own endpoints do not count. */
@FunctionalInterface
public interface RequestObserver {
    void finished(FinishedRequest request);
}
