package io.raygate.loadtest.serve.cluster;

/** Why a deployment has the status it has, in Serve's words. */
public enum StatusTrigger {
    UNSPECIFIED,
    CONFIG_UPDATE_STARTED,
    CONFIG_UPDATE_COMPLETED,
    UPSCALE_COMPLETED,
    DOWNSCALE_COMPLETED,
    AUTOSCALING,
    REPLICA_STARTUP_FAILED,
    HEALTH_CHECK_FAILED
}
