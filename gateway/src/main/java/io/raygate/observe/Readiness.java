package io.raygate.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Whether traffic may come: true only while every named check holds (S-100). A check may carry a
 * remark that is shown and does not count, such as a refused configuration file, or certificates
 * that cannot be used, while the old ones serve. Thread-safe.
 */
public final class Readiness {
    private final Map<String, Supplier<Check>> checks = new ConcurrentSkipListMap<>();

    /** One condition and what is to be said of it. */
    private record Check(boolean holds, String remark) {}

    /** Says how a check stands now. */
    public void set(String check, boolean holds, String remark) {
        Check now = new Check(holds, remark);
        checks.put(check, () -> now);
    }

    /** A check that always holds, with a remark that is asked for when it is shown. */
    public void remark(String check, Supplier<String> remark) {
        checks.put(check, () -> new Check(true, remark.get()));
    }

    public boolean isReady() {
        return checks.values().stream().allMatch(check -> check.get().holds());
    }

    /** One line a check, in the manner of Kubernetes. */
    public String verbose() {
        StringBuilder lines = new StringBuilder();
        checks.forEach(
                (name, check) -> {
                    Check now = check.get();
                    lines.append(now.holds() ? "[+]" : "[-]")
                            .append(name)
                            .append(now.remark().isEmpty() ? "" : " " + now.remark())
                            .append('\n');
                });
        return lines.append(isReady() ? "ready" : "not ready").append('\n').toString();
    }
}
