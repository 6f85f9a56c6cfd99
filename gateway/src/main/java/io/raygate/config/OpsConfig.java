package io.raygate.config;

import org.jspecify.annotations.Nullable;

/**
 * The listener of probes and metrics (S-93).
 *
 * @param token what metrics and details ask for; null where they are open
 */
public record OpsConfig(ListenAddress address, @Nullable SecretRef token) {
    static OpsConfig read(Section s) {
        return new OpsConfig(
                s.one("address", ListenAddress.FORM, new ListenAddress("127.0.0.1", 9091)),
                s.secret("token"));
    }
}
