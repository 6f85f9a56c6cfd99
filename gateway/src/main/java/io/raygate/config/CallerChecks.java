package io.raygate.config;

import java.util.HashMap;
import java.util.Map;

/** What holds between tenants, keys and issuers. */
final class CallerChecks {
    /** The label of all tenants without one of their own in the metrics. */
    private static final String OTHER_TENANTS = "_other";

    private CallerChecks() {}

    static void check(GatewayConfig config, Reading reading) {
        checkIssuers(config, reading);
        Map<String, String> hashes = new HashMap<>();
        config.tenants()
                .forEach(
                        (id, tenant) -> {
                            if (id.equals(OTHER_TENANTS)) {
                                reading.fault("tenants." + id, "is a reserved name", "");
                            }
                            tenant.keys()
                                    .forEach(
                                            (name, key) -> {
                                                String path = "tenants." + id + ".keys." + name;
                                                String other =
                                                        key.hash().isEmpty()
                                                                ? null
                                                                : hashes.putIfAbsent(
                                                                        key.hash(), path);
                                                if (other != null) {
                                                    reading.fault(
                                                            path + ".hash",
                                                            "is the hash of " + other + " too",
                                                            "");
                                                }
                                                checkKey(config, path, key, reading);
                                            });
                        });
    }

    private static void checkKey(
            GatewayConfig config, String path, TenantConfig.Key key, Reading reading) {
        for (int i = 0; i < key.routes().size(); i++) {
            if (!config.routes().containsKey(key.routes().get(i))) {
                reading.dangling(
                        path + ".routes[" + i + "]",
                        "route",
                        key.routes().get(i),
                        config.routes().keySet());
            }
        }
        if (!key.models().isEmpty()) {
            config.routes().forEach((id, route) -> checkModels(path, key, id, route, reading));
        }
        String environment = key.environment();
        if (environment != null && !config.auth().apiKeys().environments().contains(environment)) {
            reading.dangling(
                    path + ".environment",
                    "environment",
                    environment,
                    config.auth().apiKeys().environments());
        }
    }

    private static void checkModels(
            String path, TenantConfig.Key key, String id, RouteConfig route, Reading reading) {
        boolean usable = key.routes().isEmpty() || key.routes().contains(id);
        if (usable && !route.switches().openai()) {
            reading.warn(
                    path + ".models",
                    "confines nothing on route " + id + ", where no model is read",
                    "advised: openai: true there, or name the key's routes");
        }
    }

    /** {@code iss} picks the issuer by look-up (S-51), so each stands once. */
    private static void checkIssuers(GatewayConfig config, Reading reading) {
        Map<String, String> known = new HashMap<>();
        config.auth()
                .jwt()
                .forEach(
                        (id, jwt) -> {
                            String other =
                                    jwt.issuer().isEmpty()
                                            ? null
                                            : known.putIfAbsent(jwt.issuer(), id);
                            if (other != null) {
                                reading.fault(
                                        "auth.jwt." + id + ".issuer",
                                        "is the issuer of auth.jwt." + other + " too",
                                        "");
                            }
                        });
    }
}
