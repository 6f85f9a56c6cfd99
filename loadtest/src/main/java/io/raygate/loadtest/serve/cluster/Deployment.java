package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.application.Identity;
import io.raygate.loadtest.serve.time.Timeline;
import java.util.ArrayList;
import java.util.List;

/** One deployment as it stands: its replicas, its routers, its status and the reason of it. */
public final class Deployment {
    private static final int DEAD_REMEMBERED = 3;

    private final String application;
    private final DeploymentSpec spec;
    private final ClusterContext context;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Replica> dead = new ArrayList<>();
    private final List<Router> routers = new ArrayList<>();
    private Runnable onDemand = () -> {};
    private Health health =
            new Health(DeploymentStatus.UPDATING, StatusTrigger.CONFIG_UPDATE_STARTED, "");
    private int target;

    Deployment(String application, DeploymentSpec spec, ClusterContext context) {
        this.application = application;
        this.spec = spec;
        this.context = context;
    }

    /** The queue of one more proxy in front of this deployment. */
    public Router newRouter() {
        var router = new Router(this, context.random(), context.ids().replica());
        routers.add(router);
        return router;
    }

    /** A router whose proxy is gone; it counts no longer. */
    public void dropRouter(Router router) {
        routers.remove(router);
    }

    void add(Replica replica) {
        replicas.add(replica);
    }

    /** Moves a replica to the dead ones that the dashboard still tells about. */
    void bury(Replica replica) {
        replicas.remove(replica);
        replica.become(ReplicaState.STOPPED);
        dead.add(replica);
        if (dead.size() > DEAD_REMEMBERED) {
            dead.removeFirst();
        }
    }

    /** Tells the routers that replicas came, went or failed for good. */
    void changed() {
        List.copyOf(routers).forEach(Router::wake);
    }

    /** A request arrived at one of the routers. */
    void demanded() {
        onDemand.run();
    }

    void onDemand(Runnable wakeUp) {
        onDemand = wakeUp;
    }

    void become(DeploymentStatus status, StatusTrigger trigger, String message) {
        health = new Health(status, trigger, message);
    }

    void aimFor(int count) {
        target = count;
    }

    List<Replica> free() {
        return replicas.stream().filter(Replica::hasRoom).toList();
    }

    boolean hasFailed() {
        return health.status() == DeploymentStatus.DEPLOY_FAILED;
    }

    /** Replicas that are RUNNING as far as the controller knows. */
    public int running() {
        return (int) replicas.stream().filter(r -> r.state() == ReplicaState.RUNNING).count();
    }

    public List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    public List<Replica> recentDeadReplicas() {
        return List.copyOf(dead);
    }

    public List<Router> routers() {
        return List.copyOf(routers);
    }

    public Health health() {
        return health;
    }

    public int targetReplicas() {
        return target;
    }

    public DeploymentSpec spec() {
        return spec;
    }

    public String application() {
        return application;
    }

    Identity identity() {
        return context.identity();
    }

    Timeline time() {
        return context.time();
    }

    /** A status with its reason. */
    public record Health(DeploymentStatus status, StatusTrigger trigger, String message) {}
}
