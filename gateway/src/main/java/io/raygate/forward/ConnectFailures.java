package io.raygate.forward;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.raygate.upstream.OwnShortage;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names what a failed attempt to connect means. */
final class ConnectFailures {
    private ConnectFailures() {}

    static UpstreamFailure of(Throwable cause) {
        return OwnShortage.isBehind(cause) ? UpstreamFailure.POOL_FULL : ofUpstream(cause);
    }

    private static UpstreamFailure ofUpstream(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            switch (each) {
                case SSLException handshake -> {
                    return isTimeout(handshake)
                            ? UpstreamFailure.CONNECT_TIMEOUT
                            : UpstreamFailure.TLS_FAILURE;
                }
                case UnknownHostException _ -> {
                    return UpstreamFailure.DNS_FAILURE;
                }
                case ConnectTimeoutException _ -> {
                    return UpstreamFailure.CONNECT_TIMEOUT;
                }
                case NoRouteToHostException _ -> {
                    return UpstreamFailure.UNREACHABLE;
                }
                case ConnectException refused -> {
                    return isRefused(refused)
                            ? UpstreamFailure.CONNECT_REFUSED
                            : UpstreamFailure.UNREACHABLE;
                }
                default -> {}
            }
        }
        return UpstreamFailure.UNREACHABLE;
    }

    /** Nobody's identity was found wanting: nothing came in time. */
    private static boolean isTimeout(SSLException handshake) {
        return handshake.getCause() instanceof SslHandshakeTimeoutException;
    }

    private static boolean isRefused(ConnectException cause) {
        String message = cause.getMessage();
        return message != null && message.contains("refused");
    }
}
