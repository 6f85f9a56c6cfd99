package io.raygate;

import io.raygate.config.ConnectionsConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.Http2Config;
import io.raygate.config.ListenerConfig;
import io.raygate.config.ListenerTlsConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.SecretRef;
import io.raygate.config.SizesConfig;
import io.raygate.config.TimeoutsConfig;
import io.raygate.exchange.AddressRange;
import io.raygate.listener.CertificateSettings;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.ConnectionLimits;
import io.raygate.listener.HeadLimits;
import io.raygate.listener.Http2Limits;
import io.raygate.listener.KeySource;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.ListenerTimeouts;
import io.raygate.listener.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the listeners of the configuration into what the listener package works with; pure. */
final class ListenerCompiler {
    private static final int TRAILER_FIELDS = 32;

    /** How long a refused body is read and a closing answer may linger (S-12). */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Function<String, @Nullable String> environment;

    /** With the values of environment variables, for keys. */
    ListenerCompiler(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    ListenerSettings settings(String id, ListenerConfig listener, GatewayConfig config) {
        return new ListenerSettings(
                id,
                listener.address().host(),
                listener.address().port(),
                listener.http2(),
                listener.h2c(),
                listener.proxyProtocol(),
                Optional.ofNullable(listener.tls()).map(this::tls),
                head(config.sizes()),
                http2(config),
                timeouts(config),
                connection(config.connections()));
    }

    /** The caps on connections, with those who are no clients but proxies. */
    static ConnectionCaps caps(GatewayConfig config) {
        List<AddressRange> trusted =
                config.trustedProxies().stream()
                        .map(cidr -> AddressRange.of(cidr.network(), cidr.bits()))
                        .toList();
        return new ConnectionCaps(
                config.connections().max(),
                config.connections().perAddress(),
                peer -> trusted.stream().anyMatch(range -> range.contains(peer)));
    }

    private TlsSettings tls(ListenerTlsConfig tls) {
        return new TlsSettings(
                tls.certificates().stream().map(this::certificate).toList(),
                tls.minVersion() == ListenerTlsConfig.TlsVersion.TLS_1_3,
                Optional.ofNullable(tls.ca()));
    }

    private CertificateSettings certificate(ListenerTlsConfig.Certificate certificate) {
        return new CertificateSettings(
                certificate.names(),
                certificate.certificate(),
                key(certificate.key()),
                certificate.isDefault());
    }

    /** Where a private key comes from. */
    KeySource key(SecretRef key) {
        return switch (key) {
            case SecretRef.File(var path) -> new KeySource.KeyFile(path);
            case SecretRef.Env(var name) -> {
                String pem = environment.apply(name);
                yield new KeySource.KeyText(pem == null ? "" : pem);
            }
        };
    }

    private static Http2Limits http2(GatewayConfig config) {
        Http2Config limits = config.http2();
        return new Http2Limits(
                limits.streams(),
                limits.streamWindow(),
                limits.connectionWindow(),
                limits.headerTable(),
                (int) config.sizes().headers(),
                limits.continuations(),
                limits.resets());
    }

    private static HeadLimits head(SizesConfig sizes) {
        return new HeadLimits(
                (int) sizes.requestLine(),
                (int) sizes.headerField(),
                (int) sizes.headers(),
                sizes.headerCount(),
                (int) sizes.chunkLine(),
                (int) sizes.chunkExtensions(),
                (int) sizes.trailers(),
                TRAILER_FIELDS);
    }

    private static ListenerTimeouts timeouts(GatewayConfig config) {
        TimeoutsConfig timeouts = config.timeouts();
        Duration clientWrite = timeouts.exchange().clientWrite();
        for (RouteConfig route : config.routes().values()) {
            Duration own = route.timeouts().clientWrite();
            clientWrite = own.compareTo(clientWrite) > 0 ? own : clientWrite;
        }
        return new ListenerTimeouts(
                timeouts.handshake(),
                timeouts.head(),
                timeouts.keepAlive(),
                timeouts.http2Idle(),
                timeouts.http2Ping(),
                clientWrite,
                LINGER);
    }

    private static ConnectionLimits connection(ConnectionsConfig connections) {
        return new ConnectionLimits(connections.maxAge(), connections.maxRequests());
    }
}
