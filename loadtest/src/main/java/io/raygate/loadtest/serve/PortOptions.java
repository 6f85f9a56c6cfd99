package io.raygate.loadtest.serve;

import picocli.CommandLine.Option;

/** The ports of a simulated cluster on the command line; 0, the default, is any free one. */
final class PortOptions {

    @Option(names = "--port", defaultValue = "0", description = "HTTP ingress; 0 is any free port")
    private int http;

    @Option(names = "--grpc-port", defaultValue = "0", description = "gRPC ingress")
    private int grpc;

    @Option(names = "--dashboard-port", defaultValue = "0", description = "controller REST")
    private int dashboard;

    @Option(names = "--metrics-port", defaultValue = "0", description = "metrics of the node")
    private int metrics;

    @Option(names = "--agent-port", defaultValue = "0", description = "agent of the node")
    private int agent;

    @Option(names = "--admin-port", defaultValue = "0", description = "switches for faults")
    private int admin;

    Ports ports() {
        return new Ports(http, grpc, dashboard, metrics, agent, admin);
    }
}
