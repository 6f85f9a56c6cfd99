package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.application.Identity;
import io.raygate.loadtest.serve.application.ReplicaContext;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One replica process: it runs work, can be slow, cold or hung, and dies with everything in flight.
 */
public final class Replica implements ReplicaContext {
    private final Deployment deployment;
    private final Supervisor supervisor;
    private final ProcessFacts process;
    private final Instant startTime;
    private final Set<Work> works = new LinkedHashSet<>();
    private final Pace pace;
    private ReplicaState state = ReplicaState.STARTING;
    private boolean alive = true;
    private Runnable onIdle = () -> {};

    Replica(Deployment deployment, Supervisor supervisor, ProcessFacts process) {
        this.deployment = deployment;
        this.supervisor = supervisor;
        this.process = process;
        this.startTime = deployment.time().now();
        this.pace = new Pace(deployment.time());
    }

    /** Whether a router may send it one request more. */
    boolean hasRoom() {
        return alive
                && state == ReplicaState.RUNNING
                && works.size() < deployment.spec().maxOngoingRequests();
    }

    void begin(Work work) {
        works.add(work);
    }

    void end(Work work) {
        works.remove(work);
        if (works.isEmpty()) {
            onIdle.run();
        }
    }

    /** Runs {@code action} when nothing is inside any more: now, if so already. */
    void onIdle(Runnable action) {
        onIdle = action;
        if (works.isEmpty()) {
            action.run();
        }
    }

    /** Moves it to a state without touching its work. */
    void become(ReplicaState next) {
        state = next;
    }

    /**
     * Ends the process: work in flight dies, queued actions never run; its state is the
     * controller's to change.
     */
    void die() {
        alive = false;
        onIdle = () -> {};
        pace.stop();
        List.copyOf(works).forEach(Work::died);
    }

    /** Runs {@code action} in the process: at once, or when it moves again. */
    public void run(Runnable action) {
        pace.run(action);
    }

    @Override
    public long nanos() {
        return deployment.time().nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return pace.after(delay, action);
    }

    /** How fast the process moves. */
    public Pace pace() {
        return pace;
    }

    /** Requests inside. */
    public int ongoing() {
        return works.size();
    }

    public ReplicaState state() {
        return state;
    }

    public ProcessFacts process() {
        return process;
    }

    public Instant startTime() {
        return startTime;
    }

    @Override
    public Identity identity() {
        return deployment.identity();
    }

    @Override
    public String replicaId() {
        return process.replicaId();
    }

    @Override
    public JsonObject facts() {
        return new JsonObject()
                .put("cluster", identity().cluster())
                .put("version", identity().version())
                .put("app", deployment.application())
                .put("deployment", deployment.spec().name())
                .put("replica", replicaId())
                .put("pid", process.pid());
    }

    @Override
    public void exit() {
        supervisor.kill(this);
    }

    @Override
    public void hang(Duration length) {
        pace.hang();
        deployment.time().after(length, pace::thaw);
    }

    @Override
    public void failHealthChecks() {
        supervisor.failHealthChecks(this);
    }
}
