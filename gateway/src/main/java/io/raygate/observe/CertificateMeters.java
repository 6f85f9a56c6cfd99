package io.raygate.observe;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Reads at each scrape when the certificates of each listener end. */
final class CertificateMeters implements Samples.Source {
    private final Supplier<Map<String, Instant>> ends;

    /**
     * @param ends of the certificate that ends first, by listener
     */
    CertificateMeters(Supplier<Map<String, Instant>> ends) {
        this.ends = ends;
    }

    @Override
    public void read(Samples into) {
        ends.get()
                .forEach(
                        (listener, end) ->
                                into.gauge(
                                        Metric.CERTIFICATE_EXPIRY,
                                        (double) end.getEpochSecond(),
                                        listener));
    }
}
