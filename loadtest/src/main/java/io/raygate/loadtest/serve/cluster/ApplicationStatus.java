package io.raygate.loadtest.serve.cluster;

/**
 * Serve's statuses of an application; {@link #code} is the value of {@code
 * ray_serve_application_status}.
 */
public enum ApplicationStatus {
    DEPLOY_FAILED(1),
    UNHEALTHY(2),
    NOT_STARTED(3),
    DELETING(4),
    DEPLOYING(5),
    RUNNING(6);

    private final int code;

    ApplicationStatus(int code) {
        this.code = code;
    }

    /** 1 to 6, the value of {@code ray_serve_application_status}. */
    public int code() {
        return code;
    }
}
