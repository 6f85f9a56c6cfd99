package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.application.Identity;
import io.raygate.loadtest.serve.cluster.ApplicationSpec;
import io.raygate.loadtest.serve.cluster.LifecycleTimes;
import io.raygate.loadtest.serve.ingress.ProxyOptions;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.raygate.loadtest.serve.time.TimelineSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated cluster is and how it starts; immutable, each {@code with} gives a changed copy.
 */
public final class ServeOptions {
    private Identity identity;
    private List<ApplicationSpec> applications = Catalogue.full();
    private ProxyOptions proxy = ProxyOptions.DEFAULT;
    private LifecycleTimes times = LifecycleTimes.READY_AT_START;
    private Ports ports = Ports.ANY;
    private TimelineSource timeline = TimelineSource.REAL;
    private @Nullable String token;
    private int workers;
    private int gpus;
    private long seed = 1;

    private ServeOptions(Identity identity) {
        this.identity = identity;
    }

    private ServeOptions(ServeOptions other) {
        identity = other.identity;
        applications = other.applications;
        proxy = other.proxy;
        times = other.times;
        ports = other.ports;
        timeline = other.timeline;
        token = other.token;
        workers = other.workers;
        gpus = other.gpus;
        seed = other.seed;
    }

    /**
     * Every application, ready at the start, on any free ports of loopback, in real time, one node.
     */
    public static ServeOptions named(String cluster, String version) {
        return new ServeOptions(new Identity(cluster, version));
    }

    /** With these applications in place of the whole catalogue. */
    public ServeOptions withApplications(List<ApplicationSpec> these) {
        var copy = new ServeOptions(this);
        copy.applications = List.copyOf(these);
        return copy;
    }

    /** With other settings of the HTTP proxies. */
    public ServeOptions withProxy(ProxyOptions settings) {
        var copy = new ServeOptions(this);
        copy.proxy = settings;
        return copy;
    }

    /** With other times of starting and replacing. */
    public ServeOptions withTimes(LifecycleTimes lengths) {
        var copy = new ServeOptions(this);
        copy.times = lengths;
        return copy;
    }

    /** On these ports. */
    public ServeOptions withPorts(Ports numbers) {
        var copy = new ServeOptions(this);
        copy.ports = numbers;
        return copy;
    }

    /** In another time, for instance a manual one. */
    public ServeOptions withTimeline(TimelineSource source) {
        var copy = new ServeOptions(this);
        copy.timeline = source;
        return copy;
    }

    /** With Ray's token mode on the dashboard; null switches it off. */
    public ServeOptions withToken(@Nullable String secret) {
        var copy = new ServeOptions(this);
        copy.token = secret;
        return copy;
    }

    /** With that many nodes beside the head, each with an HTTP proxy on a free port. */
    public ServeOptions withWorkers(int count) {
        var copy = new ServeOptions(this);
        copy.workers = count;
        return copy;
    }

    /** With that many GPUs in the metrics of the node. */
    public ServeOptions withGpus(int count) {
        var copy = new ServeOptions(this);
        copy.gpus = count;
        return copy;
    }

    /** With other random choices; the same seed makes the same ones again. */
    public ServeOptions withSeed(long number) {
        var copy = new ServeOptions(this);
        copy.seed = number;
        return copy;
    }

    Identity identity() {
        return identity;
    }

    List<ApplicationSpec> applications() {
        return applications;
    }

    ProxyOptions proxy() {
        return proxy;
    }

    LifecycleTimes times() {
        return times;
    }

    Ports ports() {
        return ports;
    }

    TimelineSource timeline() {
        return timeline;
    }

    @Nullable String token() {
        return token;
    }

    int workers() {
        return workers;
    }

    int gpus() {
        return gpus;
    }

    long seed() {
        return seed;
    }
}
