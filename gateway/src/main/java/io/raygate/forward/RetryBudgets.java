package io.raygate.forward;

import io.raygate.upstream.ClusterId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The retry budget of each cluster; one for the whole gateway, shared by its event loops. */
public final class RetryBudgets {
    private final Map<ClusterId, RetryBudget> budgets = new ConcurrentHashMap<>();

    RetryBudget of(ClusterId cluster) {
        RetryBudget known = budgets.get(cluster);
        return known != null
                ? known
                : budgets.computeIfAbsent(cluster, unknown -> new RetryBudget());
    }
}
