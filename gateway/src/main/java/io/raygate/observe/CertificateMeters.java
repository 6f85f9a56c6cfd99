package io.raygate.observe;

import io.raygate.listener.ListenerTls;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads at each scrape when the certificates of each listener end, and whether they are the newest.
 */
final class CertificateMeters implements Samples.Source {
    private final Supplier<Map<String, ListenerTls>> certificates;

    /**
     * @param certificates by listener
     */
    CertificateMeters(Supplier<Map<String, ListenerTls>> certificates) {
        this.certificates = certificates;
    }

    @Override
    public void read(Samples into) {
        certificates.get().forEach((listener, tls) -> read(listener, tls, into));
    }

    private static void read(String listener, ListenerTls tls, Samples into) {
        into.gauge(Metric.CERTIFICATE_EXPIRY, (double) tls.expiresAt().getEpochSecond(), listener);
        into.gauge(Metric.CERTIFICATE_FRESH, tls.isStale() ? 0 : 1, listener);
    }
}
