package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.application.Identity;
import io.raygate.loadtest.serve.cluster.ApplicationSpec;
import io.raygate.loadtest.serve.cluster.LifecycleTimes;
import io.raygate.loadtest.serve.ingress.ProxyOptions;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.raygate.loadtest.serve.time.TimelineSource;
import java.util.List;

/**
 * What a simulated cluster is and how it starts.
 *
 * @param ports where it listens; 0 is any free port
 * @param seed of every random choice, so that a run can be repeated
 */
public record ServeOptions(
        Identity identity,
        List<ApplicationSpec> applications,
        ProxyOptions proxy,
        LifecycleTimes times,
        Ports ports,
        TimelineSource timeline,
        long seed) {

    /** Every application, ready at the start, on any free ports of loopback, in real time. */
    public static ServeOptions named(String cluster, String version) {
        return new ServeOptions(
                new Identity(cluster, version),
                Catalogue.full(),
                ProxyOptions.DEFAULT,
                LifecycleTimes.READY_AT_START,
                Ports.ANY,
                TimelineSource.REAL,
                1);
    }

    /** The same with other applications. */
    public ServeOptions withApplications(List<ApplicationSpec> other) {
        return new ServeOptions(identity, other, proxy, times, ports, timeline, seed);
    }

    /** The same with other settings of the HTTP proxy. */
    public ServeOptions withProxy(ProxyOptions other) {
        return new ServeOptions(identity, applications, other, times, ports, timeline, seed);
    }

    /** The same with other times of starting and replacing. */
    public ServeOptions withTimes(LifecycleTimes other) {
        return new ServeOptions(identity, applications, proxy, other, ports, timeline, seed);
    }

    /** The same on other ports. */
    public ServeOptions withPorts(Ports other) {
        return new ServeOptions(identity, applications, proxy, times, other, timeline, seed);
    }

    /** The same in another time, for instance a manual one. */
    public ServeOptions withTimeline(TimelineSource other) {
        return new ServeOptions(identity, applications, proxy, times, ports, other, seed);
    }
}
