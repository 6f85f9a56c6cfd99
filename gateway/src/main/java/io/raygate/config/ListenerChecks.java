package io.raygate.config;

import java.util.HashMap;
import java.util.Map;

/** What holds between listeners, and between them and the rest. */
final class ListenerChecks {

    private ListenerChecks() {}

    static void check(GatewayConfig config, Reading reading) {
        if (config.listeners().isEmpty()) {
            reading.fault("listeners", "has no listener", "needed: at least one");
        }
        for (int i = 0; i < config.trustedProxies().size(); i++) {
            if (config.trustedProxies().get(i).bits() == 0) {
                reading.warn(
                        "trustedProxies[" + i + "]",
                        "believes everybody",
                        "advised: the hops in front");
            }
        }
        Map<ListenAddress, String> taken = new HashMap<>();
        config.listeners()
                .forEach(
                        (id, listener) -> {
                            String path = "listeners." + id;
                            checkAddress(taken, path + ".address", listener.address(), reading);
                            checkRedirect(config, path, listener, reading);
                            if (listener.proxyProtocol() && config.trustedProxies().isEmpty()) {
                                reading.fault(
                                        path + ".proxyProtocol",
                                        "has nobody to come from",
                                        "needed: trustedProxies");
                            }
                            warnOfPlainText(config, path, listener, reading);
                        });
        checkAddress(taken, "ops.address", config.ops().address(), reading);
        checkAddress(taken, "admin.address", config.admin().address(), reading);
        checkAdmin(config, reading);
        checkUsage(config, reading);
    }

    /** S-88. */
    private static void checkAdmin(GatewayConfig config, Reading reading) {
        boolean open = !config.admin().address().isLoopback();
        if (open && config.admin().tls() == null) {
            reading.fault(
                    "admin.address",
                    "is reachable from other machines",
                    "allowed: a loopback address, or any with admin.tls");
        } else if (open && config.state() == null) {
            reading.fault(
                    "admin.address",
                    "is reachable from other machines, and nobody has a credential for it",
                    "needed: state: {folder: PATH}");
        }
    }

    private static void checkUsage(GatewayConfig config, Reading reading) {
        if (config.usage() != null && config.state() == null) {
            reading.fault(
                    "usage",
                    "is kept in a store, and there is none",
                    "needed: state: {folder: PATH}");
        }
    }

    private static void checkAddress(
            Map<ListenAddress, String> taken, String path, ListenAddress address, Reading reading) {
        String other = address.port() == 0 ? null : taken.putIfAbsent(address, path);
        if (other != null) {
            reading.fault(path, "is the address of " + other + " too", "");
        }
    }

    private static void checkRedirect(
            GatewayConfig config, String path, ListenerConfig listener, Reading reading) {
        String target = listener.redirectTo();
        if (target == null) {
            return;
        }
        ListenerConfig other = config.listeners().get(target);
        if (other == null) {
            reading.dangling(path + ".redirectTo", "listener", target, config.listeners().keySet());
        } else if (other.tls() == null) {
            reading.fault(
                    path + ".redirectTo",
                    "leads to a listener without tls",
                    "allowed: a listener with tls");
        } else if (listener.tls() != null) {
            reading.fault(
                    path + ".redirectTo",
                    "stands at a listener with tls",
                    "allowed: at plain listeners");
        }
    }

    /** S-78. */
    private static void warnOfPlainText(
            GatewayConfig config, String path, ListenerConfig listener, Reading reading) {
        boolean open =
                listener.tls() == null
                        && listener.redirectTo() == null
                        && !listener.address().isLoopback();
        if (open && config.trustedProxies().isEmpty()) {
            reading.warn(
                    path,
                    "takes credentials in clear text from other machines",
                    "advised: tls, redirectTo, or trustedProxies in front");
        }
    }
}
