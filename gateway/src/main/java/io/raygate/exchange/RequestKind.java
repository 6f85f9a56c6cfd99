package io.raygate.exchange;

/** How a request is to be carried: it decides the shape of refusals and the way of forwarding. */
public enum RequestKind {
    HTTP,
    GRPC,
    WEBSOCKET
}
