package io.raygate.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Whether traffic may come: true only while every named check holds (S-100). A check may carry a
 * remark that is shown and does not count, such as a refused configuration file while the old one
 * serves. Thread-safe.
 */
public final class Readiness {
    private final Map<String, Check> checks = new ConcurrentSkipListMap<>();

    /** One condition and what is to be said of it. */
    private record Check(boolean holds, String remark) {}

    /** Says how a check stands now. */
    public void set(String check, boolean holds, String remark) {
        checks.put(check, new Check(holds, remark));
    }

    public boolean isReady() {
        return checks.values().stream().allMatch(Check::holds);
    }

    /** One line a check, in the manner of Kubernetes. */
    public String verbose() {
        StringBuilder lines = new StringBuilder();
        checks.forEach(
                (name, check) ->
                        lines.append(check.holds() ? "[+]" : "[-]")
                                .append(name)
                                .append(check.remark().isEmpty() ? "" : " " + check.remark())
                                .append('\n'));
        return lines.append(isReady() ? "ready" : "not ready").append('\n').toString();
    }
}
