package io.raygate.forward;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Names what a failed attempt to connect means. */
final class ConnectFailures {
    private ConnectFailures() {}

    static UpstreamFailure of(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            switch (each) {
                case SSLException _ -> {
                    return UpstreamFailure.TLS_FAILURE;
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

    private static boolean isRefused(ConnectException cause) {
        String message = cause.getMessage();
        return message != null && message.contains("refused");
    }
}
