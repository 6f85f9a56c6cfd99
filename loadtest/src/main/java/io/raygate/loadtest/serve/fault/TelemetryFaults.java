package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.dashboard.Manner;
import java.time.Duration;

/** A dashboard that misbehaves, and telemetry that is old or untrue. */
public final class TelemetryFaults {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private TelemetryFaults() {}

    /** The dashboard treats its callers in some manner for {@code length}. */
    public static Fault dashboard(Manner manner, Duration length) {
        return (stage, script) -> {
            stage.dashboard().behave(manner);
            script.healsBy(() -> stage.dashboard().behave(new Manner.Normal())).healsAfter(length);
        };
    }

    /** The dashboard's port refuses for {@code length}. */
    public static Fault dashboardRefuses(Duration length) {
        return (stage, script) -> {
            stage.dashboardPort().close();
            script.healsBy(() -> stage.dashboardPort().listen()).healsAfter(length);
        };
    }

    /** The dashboard shows the cluster as it was {@code age} ago, until healed. */
    public static Fault oldDashboard(Duration age) {
        return (stage, script) -> {
            stage.dashboard().applications().by(age);
            script.healsBy(() -> stage.dashboard().applications().by(Duration.ZERO));
        };
    }

    /** Scrapes show what they would have shown {@code age} ago, until healed. */
    public static Fault oldMetrics(Duration age) {
        return (stage, script) -> {
            stage.page().view().by(age);
            script.healsBy(() -> stage.page().view().by(Duration.ZERO));
        };
    }

    /** Scrapes show this moment for ever, until healed. */
    public static Fault frozenMetrics() {
        return oldMetrics(FOR_EVER);
    }

    /** Gauges of ongoing requests read 0, until healed. */
    public static Fault ongoingReadsZero() {
        return (stage, script) -> {
            stage.page().ongoingZero(true);
            script.healsBy(() -> stage.page().ongoingZero(false));
        };
    }

    /** One family is missing from scrapes, until healed. */
    public static Fault vanishedSeries(String family) {
        return (stage, script) -> {
            stage.page().hide(family, true);
            script.healsBy(() -> stage.page().hide(family, false));
        };
    }

    /** Scrapes are at least {@code bytes} long, until healed. */
    public static Fault largeScrape(int bytes) {
        return (stage, script) -> {
            stage.page().padTo(bytes);
            script.healsBy(() -> stage.page().padTo(0));
        };
    }
}
