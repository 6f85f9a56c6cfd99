package io.raygate.testing;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.exchange.Exchange;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A listener with HTTP/2 over TLS that shows one certificate to everyone. */
public final class TlsListener {
    private TlsListener() {}

    /** Settings with a certificate in {@code folder}. */
    public static ListenerSettings settings(Path folder) {
        var certificates = new TestCertificates(folder);
        var shown =
                certificates.install(
                        "tls", certificates.issue(Algorithm.ecp256, "localhost"), "localhost");
        var tls =
                new TlsSettings(
                        List.of(TestCertificates.asDefault(shown)), false, Optional.empty());
        return ListenerSettings.plain("tls", "127.0.0.1", 0).with(tls);
    }

    public static ListenerUnderTest open(
            Path folder, Consumer<Exchange> handler, LongSupplier nanos) {
        return ListenerUnderTest.open(settings(folder), handler, nanos);
    }
}
