package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.time.Timeline;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one proxy in front of one deployment: first in, first out, blind to tenants and
 * deadlines.
 *
 * <p>Two habits of Serve are kept, as measured. A request counts as queued while a replica is
 * looked for, so a burst is refused although places are free. And a full deployment is asked again
 * after 25 ms, then twice as long up to half a second, so that a place which falls free is found
 * late.
 */
public final class Router {
    private static final Duration LOOK_UP = Duration.ofMillis(5);
    private static final Duration FIRST_RETRY = Duration.ofMillis(25);
    private static final Duration LAST_RETRY = Duration.ofMillis(500);

    private final Deployment deployment;
    private final Timeline time;
    private final RandomGenerator random;
    private final String handle;
    private final Deque<Work> queue = new ArrayDeque<>();
    private @Nullable Timer retry;
    private Duration pause = FIRST_RETRY;
    private int sent;

    Router(Deployment deployment, RandomGenerator random, String handle) {
        this.deployment = deployment;
        this.time = deployment.time();
        this.random = random;
        this.handle = handle;
    }

    /** Takes one request: it is assigned, refused or made to wait. */
    public void assign(Work work) {
        int bound = deployment.spec().maxQueuedRequests();
        if (deployment.hasFailed()) {
            work.unavailable();
        } else if (bound >= 0 && queue.size() >= bound) {
            work.refused(queue.size(), bound);
        } else {
            queue.addLast(work);
            deployment.demanded();
            look(bound >= 0);
        }
    }

    private void look(boolean slowly) {
        if (retry != null) {
            return;
        }
        if (slowly) {
            retry = time.after(LOOK_UP, this::drain);
        } else {
            drain();
        }
    }

    /** The caller left: its work waits no longer. */
    public void abandon(Work work) {
        queue.remove(work);
    }

    /** The work has ended in whatever way. */
    public void release(Work work, Replica replica) {
        sent--;
        replica.end(work);
    }

    /** The replicas or the fate of the deployment changed: looks again at once. */
    void wake() {
        if (retry != null) {
            retry.cancel();
        }
        pause = FIRST_RETRY;
        if (deployment.hasFailed()) {
            retry = null;
            List<Work> waiting = List.copyOf(queue);
            queue.clear();
            waiting.forEach(Work::unavailable);
        } else {
            drain();
        }
    }

    private void drain() {
        retry = null;
        while (!queue.isEmpty()) {
            @Nullable Replica replica = pick();
            if (replica == null) {
                retry = time.after(pause, this::drain);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
                return;
            }
            send(queue.removeFirst(), replica);
        }
    }

    private void send(Work work, Replica replica) {
        pause = FIRST_RETRY;
        sent++;
        replica.begin(work);
        work.assigned(replica);
    }

    /**
     * The less loaded of two replicas taken at random, or null when neither has room and no other
     * has.
     */
    private @Nullable Replica pick() {
        List<Replica> free = deployment.free();
        if (free.isEmpty()) {
            return null;
        }
        Replica one = free.get(random.nextInt(free.size()));
        Replica other = free.get(random.nextInt(free.size()));
        return other.ongoing() < one.ongoing() ? other : one;
    }

    /** Requests waiting here. */
    public int queued() {
        return queue.size();
    }

    /** Requests that this router has sent to replicas and that are not over. */
    public int sent() {
        return sent;
    }

    /** The name of this handle in metrics. */
    public String handle() {
        return handle;
    }
}
