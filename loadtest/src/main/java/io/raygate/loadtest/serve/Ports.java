package io.raygate.loadtest.serve;

/**
 * Where a simulated cluster listens, on 127.0.0.1; 0 is any free port.
 *
 * @param admin the switches for faults, which no real Ray has
 */
public record Ports(int http, int grpc, int dashboard, int metrics, int agent, int admin) {
    /** Any free port for each. */
    public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);
}
