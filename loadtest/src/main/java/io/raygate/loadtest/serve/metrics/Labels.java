package io.raygate.loadtest.serve.metrics;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The labels of one series, in the alphabetical order a scrape has them. */
final class Labels {
    private static final String SCOPE = "ray._private.telemetry.open_telemetry_metric_recorder";

    private final Map<String, String> pairs;
    private final String text;

    private Labels(Map<String, String> pairs) {
        this.pairs = pairs;
        this.text = print(pairs);
    }

    /** The labels and the noise that every series of a worker process carries. */
    static Labels ofProcess(String workerId) {
        return new Labels(new TreeMap<>())
                .with("Component", "core_worker")
                .with("NodeAddress", "127.0.0.1")
                .with("WorkerId", workerId)
                .withSession();
    }

    /** The labels and the noise of the node's own series. */
    static Labels ofNode(boolean head) {
        return new Labels(new TreeMap<>())
                .with("IsHeadNode", Boolean.toString(head))
                .with("RayNodeType", head ? "head" : "worker")
                .with("ip", "127.0.0.1")
                .withSession();
    }

    private Labels withSession() {
        return with("SessionName", "session_x")
                .with("Version", "2.60.0")
                .with("otel_scope_name", SCOPE)
                .with("otel_scope_schema_url", "")
                .with("otel_scope_version", "");
    }

    /** One label more. */
    Labels with(String name, String value) {
        var more = new TreeMap<>(pairs);
        more.put(name, value);
        return new Labels(more);
    }

    private static String print(Map<String, String> pairs) {
        var text = new StringBuilder("{");
        pairs.forEach(
                (name, value) ->
                        text.append(text.length() == 1 ? "" : ",")
                                .append(name)
                                .append("=\"")
                                .append(value)
                                .append('"'));
        return text.append('}').toString();
    }

    /** As text between braces. */
    String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && labels.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
