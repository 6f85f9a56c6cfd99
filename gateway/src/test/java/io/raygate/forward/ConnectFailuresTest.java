package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is to blame for a connection that cannot be had (S-87). */
class ConnectFailuresTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), UpstreamFailure.CONNECT_REFUSED),
                Arguments.of(new ConnectTimeoutException(), UpstreamFailure.CONNECT_TIMEOUT),
                Arguments.of(new NoRouteToHostException(), UpstreamFailure.UNREACHABLE),
                Arguments.of(new UnknownHostException("a"), UpstreamFailure.DNS_FAILURE),
                Arguments.of(new SSLException("alert"), UpstreamFailure.TLS_FAILURE),
                Arguments.of(lateHandshake(), UpstreamFailure.CONNECT_TIMEOUT),
                Arguments.of(withoutDescriptor(), UpstreamFailure.POOL_FULL),
                Arguments.of(new BindException("no port"), UpstreamFailure.POOL_FULL),
                Arguments.of(
                        new ConnectException("connect(..): Cannot assign requested address"),
                        UpstreamFailure.POOL_FULL),
                Arguments.of(new IOException("other"), UpstreamFailure.UNREACHABLE));
    }

    @ParameterizedTest
    @MethodSource
    void failures(Throwable cause, UpstreamFailure named) {
        assertThat(ConnectFailures.of(cause)).isEqualTo(named);
    }

    private static Throwable lateHandshake() {
        return new SSLHandshakeException("no connection")
                .initCause(new SslHandshakeTimeoutException("late"));
    }

    private static Throwable withoutDescriptor() {
        return new ChannelException(
                "Unable to create Channel", new IOException("Too many open files"));
    }
}
