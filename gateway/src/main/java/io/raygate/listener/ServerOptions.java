package io.raygate.listener;

import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The options of Vert.x's server. In its own chunks of 8 KiB, large bodies cost twice the CPU of
 * ours.
 */
final class ServerOptions {
    private static final int CHUNK = 64 * 1024;
    private static final int RESET_WINDOW_SECONDS = 30;

    private ServerOptions() {}

    static HttpServerOptions of(ListenerSettings settings, @Nullable Door door) {
        var options =
                new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setMaxChunkSize(CHUNK)
                        .setPerMessageWebSocketCompressionSupported(false)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setHttp2ClearTextEnabled(false);
        http2(options, settings.http2Limits());
        if (door != null) {
            behind(door, options, settings);
        }
        return options;
    }

    private static void http2(HttpServerOptions options, Http2Limits limits) {
        options.setInitialSettings(
                        new Http2Settings()
                                .setPushEnabled(false)
                                .setMaxConcurrentStreams(limits.streams())
                                .setInitialWindowSize(limits.streamWindow())
                                .setHeaderTableSize(limits.headerTable())
                                .setMaxHeaderListSize(limits.headerList()))
                .setHttp2ConnectionWindowSize(limits.connectionWindow())
                .setHttp2MaxSmallContinuationFrames(limits.continuations())
                .setHttp2RstFloodMaxRstFramePerWindow(limits.resets())
                .setHttp2RstFloodWindowDuration(RESET_WINDOW_SECONDS)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
    }

    /**
     * To Vert.x what stands at the door is TLS that tells the protocol. Handshakes end by our own
     * deadlines; the certificates are ours, not Vert.x's.
     */
    private static void behind(Door door, HttpServerOptions options, ListenerSettings settings) {
        boolean both = settings.http2() || settings.h2c();
        options.setSsl(true)
                .setSslEngineOptions(door.options())
                .setKeyCertOptions(KeyCertOptions.wrap(new NoKeys()))
                .setSslHandshakeTimeout(settings.timeouts().handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setUseAlpn(true)
                .setAlpnVersions(
                        both
                                ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                                : List.of(HttpVersion.HTTP_1_1));
    }
}
