package io.raygate.loadtest.load;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One message an arrival, on each socket in turn; the echo on that socket ends it. A closed socket
 * is opened anew.
 */
final class SocketSender implements Sender {
    private static final int ECHO = 200;
    private static final int NO_ECHO = 0;

    private final WebSocketClient client;
    private final Requests requests;
    private final String message;
    private final Tally tally;
    private final List<Line> lines = new ArrayList<>();
    private int next;

    SocketSender(LoopPart part, Requests requests) {
        Plan.Bounds bounds = part.plan().bounds();
        int sockets = Math.max(1, bounds.connections() / bounds.loops());
        this.client =
                part.vertx()
                        .createWebSocketClient(
                                new WebSocketClientOptions()
                                        .setMaxConnections(sockets)
                                        .setTrustAll(bounds.insecure())
                                        .setVerifyHost(!bounds.insecure()));
        this.requests = requests;
        this.message = part.plan().content().body();
        this.tally = part.tally();
        for (int i = 0; i < sockets; i++) {
            lines.add(new Line());
        }
    }

    @Override
    public void send(long due) {
        lines.get(next++ % lines.size()).send(tally.start(due));
    }

    @Override
    public Future<?> close() {
        return client.close();
    }

    /** One socket, with the messages whose echo it still owes, oldest first. */
    private final class Line {
        private final Queue<Tally.Pending> owed = new ArrayDeque<>();
        private @Nullable Future<WebSocket> socket;

        void send(Tally.Pending pending) {
            if (socket == null) {
                socket =
                        client.connect(requests.fill(new WebSocketConnectOptions()))
                                .onSuccess(this::opened);
            }
            socket.compose(
                            open -> {
                                owed.add(pending);
                                return open.writeTextMessage(message);
                            })
                    .onFailure(why -> lost(pending, why));
        }

        private void lost(Tally.Pending pending, Throwable why) {
            socket = null;
            pending.failed(why);
        }

        private void opened(WebSocket open) {
            open.textMessageHandler(this::echoed);
            open.closeHandler(
                    closed -> {
                        socket = null;
                        owed.forEach(p -> p.failed(new IllegalStateException("socket closed")));
                        owed.clear();
                    });
        }

        private void echoed(String text) {
            Tally.Pending pending = owed.poll();
            if (pending != null) {
                pending.bytes(text.length());
                pending.answered(text.equals(message) ? ECHO : NO_ECHO);
            }
        }
    }
}
