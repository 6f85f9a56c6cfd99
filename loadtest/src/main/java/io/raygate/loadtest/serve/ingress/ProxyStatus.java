package io.raygate.loadtest.serve.ingress;

/** Serve's statuses of a proxy, as the controller believes them. */
public enum ProxyStatus {
    STARTING(1),
    HEALTHY(2),
    UNHEALTHY(3),
    DRAINING(4),
    DRAINED(5);

    private final int code;

    ProxyStatus(int code) {
        this.code = code;
    }

    /** The value of {@code ray_serve_proxy_status}. */
    public int code() {
        return code;
    }
}
