package io.raygate.loadtest.serve.application;

import java.util.List;

/** The code of one deployment; shared by its replicas, called on the event loop. */
public interface Application {

    /** Answers one HTTP request, now or later, through {@link HttpCall#reply()}. */
    void http(HttpCall call);

    /**
     * The status of a WebSocket handshake for {@code path}: 101 takes it and {@link #socket}
     * follows. A plain application gives 500, an unknown path inside a FastAPI application 403.
     */
    default int socketStatus(String path) {
        return 500;
    }

    /** Serves one accepted WebSocket. */
    default void socket(SocketCall call) {
        call.raise();
    }

    /** Answers one gRPC call; a method that the class does not have raises. */
    default void grpc(GrpcCall call) {
        String type = getClass().getSimpleName();
        call.raise(
                "AttributeError: '" + type + "' object has no attribute '" + call.method() + "'");
    }

    /** The inference engines of its replicas; none where it has no model. */
    default List<EngineLoad> engines() {
        return List.of();
    }
}
