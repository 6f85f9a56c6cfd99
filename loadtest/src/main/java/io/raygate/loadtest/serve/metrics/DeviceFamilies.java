package io.raygate.loadtest.serve.metrics;

/** The families of GPUs and of vLLM's engines; the gram pair holds MiB. */
final class DeviceFamilies {
    static final Family GPUS =
            Family.gauge("ray_node_gpus_available", "Total GPUs available on a ray node");
    static final Family GPU_UTILIZATION =
            Family.gauge("ray_node_gpus_utilization", "Total GPUs usage on a ray node");
    static final Family GRAM_USED =
            Family.gauge("ray_node_gram_used", "Total GPU RAM usage on a ray node");
    static final Family GRAM_AVAILABLE =
            Family.gauge("ray_node_gram_available", "Total GPU RAM available on a ray node");
    static final Family CPU = Family.gauge("ray_node_cpu_utilization", "Total CPU usage on a node");
    static final Family RUNNING =
            Family.gauge(
                    "ray_vllm_num_requests_running",
                    "Figure of requests in model execution batches.");
    static final Family WAITING =
            Family.gauge(
                    "ray_vllm_num_requests_waiting", "Figure of requests waiting to be processed.");
    static final Family CACHE =
            Family.gauge(
                    "ray_vllm_kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.");
    static final Family PROMPT_TOKENS =
            Family.counter("ray_vllm_prompt_tokens_total", "Figure of prefill tokens processed.");
    static final Family GENERATION_TOKENS =
            Family.counter(
                    "ray_vllm_generation_tokens_total", "Figure of generation tokens processed.");

    static final Family SUCCESSES =
            Family.counter(
                    "ray_vllm_request_success_total", "Count of successfully processed requests.");
    static final Family FIRST_TOKEN =
            Family.histogram(
                    "ray_vllm_time_to_first_token_seconds",
                    "Histogram of time to first token in seconds.");
    static final Family PER_OUTPUT_TOKEN =
            Family.histogram(
                    "ray_vllm_request_time_per_output_token_seconds",
                    "Histogram of time_per_output_token_seconds per request.");
    static final Family QUEUE_TIME =
            Family.histogram(
                    "ray_vllm_request_queue_time_seconds",
                    "Histogram of time spent in WAITING phase for request.");
    static final Family WHOLE =
            Family.histogram(
                    "ray_vllm_e2e_request_latency_seconds",
                    "Histogram of e2e request latency in seconds.");

    private DeviceFamilies() {}
}
