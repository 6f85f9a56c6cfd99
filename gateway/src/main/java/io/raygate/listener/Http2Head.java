package io.raygate.listener;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.raygate.exchange.Octets;

/** What neither the codec nor Vert.x refuses of malformed heads (S-17; RFC 9113, 8.3). */
final class Http2Head {
    /** Defined by extended CONNECT, which is not offered (RFC 8441, 3; S-16). */
    private static final CharSequence PROTOCOL = Http2Headers.PseudoHeaderName.PROTOCOL.value();

    private Http2Head() {}

    /**
     * Whether the head of a request is malformed: Vert.x fails on a method that is no token, drops
     * {@code :protocol}, and takes the first of several Hosts where there is no authority.
     */
    static boolean isMalformed(Http2Headers headers) {
        var method = headers.method();
        return (method != null && !isToken(method))
                || headers.contains(PROTOCOL)
                || (headers.contains(HttpHeaderNames.HOST)
                        && headers.getAll(HttpHeaderNames.HOST).size() > 1);
    }

    private static boolean isToken(CharSequence method) {
        for (int i = 0; i < method.length(); i++) {
            if (method.charAt(i) > 0x7f || !Octets.isToken((byte) method.charAt(i))) {
                return false;
            }
        }
        return !method.isEmpty();
    }
}
