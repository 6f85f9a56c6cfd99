package io.raygate.config;

/** The listener of probes and metrics (S-93). */
public record OpsConfig(ListenAddress address) {}
