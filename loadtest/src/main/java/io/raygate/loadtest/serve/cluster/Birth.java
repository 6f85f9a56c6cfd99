package io.raygate.loadtest.serve.cluster;

/** How the start of an application goes. */
public enum Birth {
    /** Its replicas start and run. */
    RUNS,
    /** The builder cannot be imported: the application fails and has no route. */
    IMPORT_FAILS,
    /** The constructor raises: three tries, then DEPLOY_FAILED. */
    CONSTRUCTOR_RAISES,
    /** It asks for a resource that no node has: its replica stays STARTING. */
    WAITS_FOR_RESOURCE
}
