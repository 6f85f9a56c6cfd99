package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.SocketCall;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import java.util.Locale;

/**
 * Returns each message; the texts {@code !headers}, {@code !close 4001} and {@code !fail} are
 * commands.
 */
final class WebSocketEcho implements Application {

    @Override
    public void http(HttpCall call) {
        Answers.notFound(call);
    }

    @Override
    public int socketStatus(String path) {
        return path.endsWith("/echo") ? 101 : 403;
    }

    @Override
    public void socket(SocketCall call) {
        ServerWebSocket socket = call.socket();
        socket.textMessageHandler(text -> text(call, text));
        socket.binaryMessageHandler(socket::writeBinaryMessage);
    }

    private static void text(SocketCall call, String text) {
        ServerWebSocket socket = call.socket();
        if (text.equals("!headers")) {
            socket.writeTextMessage(headers(call).encode());
        } else if (text.startsWith("!close")) {
            String code = text.substring("!close".length()).strip();
            socket.close(code.isEmpty() ? (short) 1000 : Short.parseShort(code));
        } else if (text.equals("!fail")) {
            call.raise();
        } else {
            socket.writeTextMessage(text);
        }
    }

    private static JsonArray headers(SocketCall call) {
        var headers = new JsonArray();
        for (var field : call.headers()) {
            headers.add(
                    new JsonArray()
                            .add(field.getKey().toLowerCase(Locale.ROOT))
                            .add(field.getValue()));
        }
        return headers;
    }
}
