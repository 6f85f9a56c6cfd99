package io.raygate.config;

import org.jspecify.annotations.Nullable;

/** What holds between sets of limits and those who name them. */
final class LimitChecks {
    /** A tenant, and so many above it. */
    private static final int MOST_ANCESTORS = 3;

    private LimitChecks() {}

    static void check(GatewayConfig config, Reading reading) {
        config.tenants()
                .forEach(
                        (id, tenant) -> {
                            String at = "tenants." + id;
                            known(at, tenant.limits(), config, reading);
                            tenant.keys()
                                    .forEach(
                                            (name, key) ->
                                                    known(
                                                            at + ".keys." + name,
                                                            key.limits(),
                                                            config,
                                                            reading));
                            ancestors(id, tenant, config, reading);
                        });
        config.routes()
                .forEach((id, route) -> known("routes." + id, route.limits(), config, reading));
        config.limits().forEach((name, set) -> counts("limits." + name, set, config, reading));
    }

    /** A limit that nothing counts for holds nobody back, which can hardly be meant. */
    private static void counts(String at, LimitConfig set, GatewayConfig config, Reading reading) {
        counts(at, set.spend(), set.gpuSeconds(), set.quota(), config, reading);
        set.models()
                .forEach(
                        (name, own) ->
                                counts(
                                        Quoted.path(at + ".models", name),
                                        own.spend(),
                                        own.gpuSeconds(),
                                        own.quota(),
                                        config,
                                        reading));
    }

    private static void counts(
            String at,
            LimitConfig.@Nullable Spend spend,
            LimitConfig.@Nullable Paced gpuSeconds,
            LimitConfig.@Nullable Quota quota,
            GatewayConfig config,
            Reading reading) {
        if (spend != null
                && config.prices().values().stream()
                        .noneMatch(it -> it.currency().equals(spend.currency()))) {
            reading.warn(
                    at + ".spend",
                    "counts nothing: no model has a price in " + Quoted.of(spend.currency()),
                    "needed: prices in this currency");
        }
        if (!hasGpus(config)) {
            if (gpuSeconds != null) {
                warnOfGpus(at + ".gpuSeconds", reading);
            }
            if (quota != null && quota.gpuSeconds() != null) {
                warnOfGpus(at + ".quota.gpuSeconds", reading);
            }
        }
    }

    private static boolean hasGpus(GatewayConfig config) {
        return config.clusters().values().stream().anyMatch(it -> it.gpus() > 0)
                || config.routes().values().stream()
                        .anyMatch(it -> it.gpus() != null && it.gpus() > 0);
    }

    private static void warnOfGpus(String at, Reading reading) {
        reading.warn(
                at,
                "counts nothing: no cluster and no route has GPUs",
                "needed: gpus of a cluster or a route");
    }

    private static void known(
            String at, @Nullable String set, GatewayConfig config, Reading reading) {
        if (set != null && !config.limits().containsKey(set)) {
            reading.dangling(at + ".limits", "set of limits", set, config.limits().keySet());
        }
    }

    private static void ancestors(
            String id, TenantConfig tenant, GatewayConfig config, Reading reading) {
        String at = "tenants." + id + ".parent";
        String next = tenant.parent();
        if (next != null && !config.tenants().containsKey(next)) {
            reading.dangling(at, "tenant", next, config.tenants().keySet());
            return;
        }
        for (int above = 1; next != null; above++) {
            if (above > MOST_ANCESTORS) {
                reading.fault(
                        at,
                        "is part of a circle, or of more than " + MOST_ANCESTORS + " above another",
                        "allowed: a tree of at most " + (MOST_ANCESTORS + 1) + " levels");
                return;
            }
            TenantConfig parent = config.tenants().get(next);
            next = parent == null ? null : parent.parent();
        }
    }
}
