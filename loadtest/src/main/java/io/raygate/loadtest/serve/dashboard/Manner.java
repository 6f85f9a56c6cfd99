package io.raygate.loadtest.serve.dashboard;

import java.time.Duration;

/** How the dashboard treats its callers. */
public sealed interface Manner {

    /** Answers as it should. */
    record Normal() implements Manner {}

    /** Accepts the connection and never answers. */
    record Silent() implements Manner {}

    /** 500 for everything. */
    record Broken() implements Manner {}

    /** Answers that much later. */
    record Slow(Duration delay) implements Manner {}
}
