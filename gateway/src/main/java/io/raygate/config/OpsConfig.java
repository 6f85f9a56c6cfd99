package io.raygate.config;

/** The listener of probes and metrics (S-93). */
public record OpsConfig(ListenAddress address) {
    static OpsConfig read(Section s) {
        return new OpsConfig(
                s.one("address", ListenAddress.FORM, new ListenAddress("127.0.0.1", 9091)));
    }
}
