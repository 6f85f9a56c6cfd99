package io.raygate.loadtest.serve.cluster;

/**
 * Serve's statuses of a deployment; {@link #code} is the value of {@code
 * ray_serve_deployment_status}.
 */
public enum DeploymentStatus {
    DEPLOY_FAILED(1),
    UNHEALTHY(2),
    UPDATING(3),
    UPSCALING(4),
    DOWNSCALING(5),
    HEALTHY(6);

    private final int code;

    DeploymentStatus(int code) {
        this.code = code;
    }

    /** 1 to 6, the value of {@code ray_serve_deployment_status}. */
    public int code() {
        return code;
    }
}
