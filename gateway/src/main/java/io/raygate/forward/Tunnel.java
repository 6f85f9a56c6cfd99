package io.raygate.forward;

import io.raygate.exchange.Account;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Passes the bytes of a WebSocket both ways after the upgrade: no faster than the other side reads,
 * and not for ever if nothing is said.
 */
final class Tunnel implements Handler<Buffer> {
    /** Statuses of RFC 6455, 7.4.1. */
    private static final int GOING_AWAY = 1001;

    private static final int POLICY_VIOLATION = 1008;

    private final Forwarding forwarding;
    private final Account account;
    private final UpstreamStream upstream;
    private final GrantWatch watch;
    private final FrameBoundary boundary = new FrameBoundary();
    private @Nullable NetSocket client;
    private @Nullable Buffer early;
    private boolean upstreamPaused;
    private boolean clientPaused;
    private boolean over;

    Tunnel(Forwarding forwarding, Account account, UpstreamStream upstream, GrantWatch watch) {
        this.forwarding = forwarding;
        this.account = account;
        this.upstream = upstream;
        this.watch = watch;
        upstream.pause();
        watch.start();
    }

    /** The client's side is there. */
    void connected(NetSocket socket) {
        client = socket;
        if (over) {
            socket.close();
            return;
        }
        socket.handler(this);
        socket.shutdownHandler(patience -> shutDown(socket, patience));
        socket.drainHandler(drained -> clientReads());
        socket.closeHandler(closed -> forwarding.tunnelClosed());
        socket.exceptionHandler(failed -> forwarding.tunnelClosed());
        Buffer waiting = early;
        early = null;
        if (waiting != null) {
            fromUpstream(waiting);
        }
        if (!upstreamPaused) {
            upstream.resume();
        }
    }

    /**
     * A socket without this handler closes as soon as its listener drains, without a word (S-99);
     * one that has it closes itself: at once where nothing is left of the time.
     */
    private static void shutDown(NetSocket socket, Duration patience) {
        if (patience.isZero()) {
            socket.close();
        }
    }

    /** Bytes of the client's. */
    @Override
    public void handle(Buffer data) {
        if (over) {
            return;
        }
        account.requestBytes += data.length();
        forwarding.tunnelUsed();
        upstream.write(data);
        if (!clientPaused && upstream.isFull() && client != null) {
            clientPaused = true;
            client.pause();
        }
    }

    /** The upstream reads again. */
    void writable() {
        if (clientPaused && client != null) {
            clientPaused = false;
            client.resume();
        }
    }

    /** Bytes of the upstream's. */
    void fromUpstream(Buffer data) {
        NetSocket socket = client;
        if (socket == null) {
            early = early == null ? data : Replay.joined(early, data);
            return;
        }
        account.responseBytes += data.length();
        forwarding.tunnelUsed();
        boundary.passed(data);
        socket.write(data);
        if (!upstreamPaused && socket.writeQueueFull()) {
            upstreamPaused = true;
            upstream.pause();
        }
    }

    private void clientReads() {
        if (upstreamPaused && !over) {
            upstreamPaused = false;
            upstream.resume();
        }
    }

    /** The upstream has closed: the client gets what was sent, then the same. */
    void close() {
        over = true;
        if (client != null) {
            client.close();
        }
    }

    /** The gateway ends it: the client is told why if no frame is in the middle of its way. */
    void close(UpstreamFailure cause) {
        NetSocket socket = client;
        if (socket != null && !over && boundary.isReached()) {
            socket.write(
                    closeFrame(
                            cause == UpstreamFailure.GRANT_LOST ? POLICY_VIOLATION : GOING_AWAY));
        }
        close();
    }

    /** Unmasked, with a status and no words. */
    private static Buffer closeFrame(int status) {
        return Buffer.buffer(new byte[] {(byte) 0x88, 2, (byte) (status >> 8), (byte) status});
    }

    /** Its exchange is over, whoever has ended it. */
    void settled() {
        watch.cancel();
    }
}
