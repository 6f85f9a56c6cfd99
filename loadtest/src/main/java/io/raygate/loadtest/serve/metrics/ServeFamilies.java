package io.raygate.loadtest.serve.metrics;

/** The families of Ray Serve that a gateway has a use for. */
final class ServeFamilies {
    static final Family ONGOING_HTTP =
            Family.gauge(
                    "ray_serve_num_ongoing_http_requests",
                    "The number of ongoing requests in this HTTP proxy.");
    static final Family ONGOING_AT_REPLICAS =
            Family.gauge(
                    "ray_serve_num_ongoing_requests_at_replicas",
                    "The current number of requests to this deployment that have been submitted to"
                            + " a replica.");
    static final Family QUEUED =
            Family.gauge(
                    "ray_serve_deployment_queued_queries",
                    "The current number of queries to this deployment waiting to be assigned to a"
                            + " replica.");
    static final Family PROCESSING =
            Family.gauge(
                    "ray_serve_replica_processing_queries",
                    "The current number of queries being processed.");
    static final Family UTILIZATION =
            Family.gauge(
                    "ray_serve_replica_utilization_percent",
                    "Percentage of replica capacity utilized by user code execution over a rolling"
                            + " window. Calculated as: user_code_time / (window_duration *"
                            + " max_ongoing_requests).");
    static final Family PROCESSING_LATENCY =
            Family.histogram(
                    "ray_serve_deployment_processing_latency_ms",
                    "The latency for queries to be processed.");
    static final Family HTTP_LATENCY =
            Family.histogram(
                    "ray_serve_http_request_latency_ms",
                    "The end-to-end latency of HTTP requests (measured from the Serve HTTP proxy).");
    static final Family FULFILLMENT =
            Family.histogram(
                    "ray_serve_request_router_fulfillment_time_ms",
                    "Time in milliseconds that a request spent waiting in the queue before being"
                            + " assigned to a replica.");
    static final Family HTTP_REQUESTS =
            Family.counter(
                    "ray_serve_num_http_requests_total", "The number of HTTP requests processed.");
    static final Family HTTP_ERRORS =
            Family.counter(
                    "ray_serve_num_http_error_requests_total",
                    "The number of errored HTTP responses.");
    static final Family REPLICA_REQUESTS =
            Family.counter(
                    "ray_serve_deployment_request_counter_total",
                    "The number of queries that have been processed in this replica.");
    static final Family REPLICA_HEALTHY =
            Family.gauge(
                    "ray_serve_deployment_replica_healthy",
                    "Tracks healthy replicas. When source tags are enabled, each replica series is"
                            + " 1 for healthy and 0 for unhealthy; otherwise, the"
                            + " deployment/application series is the healthy replica count.");
    static final Family HEALTH_CHECK_FAILURES =
            Family.counter(
                    "ray_serve_health_check_failures_total", "Count of failed health checks.");
    static final Family REPLICA_STARTS =
            Family.counter(
                    "ray_serve_deployment_replica_starts_total",
                    "The number of times this replica has been restarted due to failure.");
    static final Family TARGET_REPLICAS =
            Family.gauge(
                    "ray_serve_autoscaling_target_replicas",
                    "The target number of replicas for this deployment. This is the number the"
                            + " autoscaler is trying to reach.");
    static final Family DESIRED_REPLICAS =
            Family.gauge(
                    "ray_serve_autoscaling_desired_replicas",
                    "The raw autoscaling decision (number of replicas) from the autoscaling policy"
                            + " before applying min/max bounds.");
    static final Family AUTOSCALING_REQUESTS =
            Family.gauge(
                    "ray_serve_autoscaling_total_requests",
                    "Total number of requests as seen by the autoscaler. This is the input to the"
                            + " autoscaling decision.");
    static final Family PROXY_STATUS =
            Family.gauge(
                    "ray_serve_proxy_status",
                    "The current status of the proxy. 1=STARTING, 2=HEALTHY, 3=UNHEALTHY,"
                            + " 4=DRAINING, 5=DRAINED.");
    static final Family APPLICATION_STATUS =
            Family.gauge(
                    "ray_serve_application_status",
                    "Numeric status of application. 0=UNKNOWN, 1=DEPLOY_FAILED, 2=UNHEALTHY,"
                            + " 3=NOT_STARTED, 4=DELETING, 5=DEPLOYING, 6=RUNNING.");
    static final Family DEPLOYMENT_STATUS =
            Family.gauge(
                    "ray_serve_deployment_status",
                    "Numeric status of deployment. 0=UNKNOWN, 1=DEPLOY_FAILED, 2=UNHEALTHY,"
                            + " 3=UPDATING, 4=UPSCALING, 5=DOWNSCALING, 6=HEALTHY.");

    private ServeFamilies() {}
}
