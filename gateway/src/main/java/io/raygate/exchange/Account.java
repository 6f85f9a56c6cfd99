package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The facts about one exchange for log and metrics, filled in as they become known; times are
 * monotonic nanoseconds.
 */
public final class Account {
    public @Nullable String route;
    public @Nullable String tenant;
    public @Nullable String principal;
    public @Nullable String authentication;
    public @Nullable String credential;
    public @Nullable String cluster;
    public @Nullable String endpoint;
    public @Nullable Rejection rejection;
    public @Nullable String failure;
    public Outcome outcome = Outcome.OK;
    public int status;
    public int retries;
    public long requestBytes;
    public long responseBytes;
    public long upstreamStartedNanos;

    /** When the last attempt had a connection and began to send; 0: nothing reached an endpoint. */
    public long sentNanos;

    public long firstByteNanos;
    public long snapshotVersion;

    /** As the request names it. */
    public @Nullable String model;

    /** What the request is expected to cost, before it is sent; null where nothing is metered. */
    public @Nullable Usage estimate;

    /** What it cost as far as known when it ended; null: no meter saw any. */
    public @Nullable Usage usage;

    /** How the route wants refusals to look. */
    public RejectionStyle style = RejectionStyle.PROBLEM;

    /** The route that applies; empty for none. */
    public void boundTo(String routeId, RejectionStyle wanted) {
        route = routeId;
        style = wanted;
    }

    public void calledBy(String tenantId, String name, String method, String credentialId) {
        tenant = tenantId;
        principal = name;
        authentication = method;
        credential = credentialId;
    }
}
