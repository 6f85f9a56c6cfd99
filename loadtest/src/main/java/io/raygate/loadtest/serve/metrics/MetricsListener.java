package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.socket.Listener;
import io.raygate.loadtest.serve.socket.NetListener;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.Supplier;

/** The port of a scrape: HTTP/1.0, one answer a connection, as Python's WSGI server does it. */
public final class MetricsListener {
    private static final int MAX_HEAD = 64 * 1024;

    private MetricsListener() {}

    /** Answers any path with {@code page}. */
    public static Listener of(Vertx vertx, int port, Supplier<String> page) {
        var options = new NetServerOptions().setHost("127.0.0.1").setPort(port);
        return new NetListener(vertx, options, socket -> serve(socket, page));
    }

    private static void serve(NetSocket socket, Supplier<String> page) {
        Buffer head = Buffer.buffer();
        socket.exceptionHandler(_ -> {});
        socket.handler(
                piece -> {
                    head.appendBuffer(piece);
                    if (head.toString().contains("\r\n\r\n")) {
                        socket.handler(_ -> {});
                        answer(socket, page.get());
                    } else if (head.length() > MAX_HEAD) {
                        socket.close();
                    }
                });
    }

    private static void answer(NetSocket socket, String page) {
        Buffer body = Buffer.buffer(page);
        socket.write(
                "HTTP/1.0 200 OK\r\nServer: WSGIServer/0.2 CPython/3.11.2\r\n"
                        + "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n");
        socket.write(body).onComplete(_ -> socket.close());
    }
}
