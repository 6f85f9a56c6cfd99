package io.raygate.config;

/** The switches of a route, all off unless said. */
public record RouteSwitches(
        boolean openai,
        boolean websocket,
        boolean stream,
        boolean grpc,
        boolean redirectTrailingSlash,
        boolean allowReserved,
        boolean allowEncodedSlash,
        boolean allowPathParameters,
        boolean exposeUpstreamErrors,
        boolean serverTiming) {
    static RouteSwitches read(Section s) {
        return new RouteSwitches(
                s.flag("openai", false),
                s.flag("websocket", false),
                s.flag("stream", false),
                s.flag("grpc", false),
                s.flag("redirectTrailingSlash", false),
                s.flag("allowReserved", false),
                s.flag("allowEncodedSlash", false),
                s.flag("allowPathParameters", false),
                s.flag("exposeUpstreamErrors", false),
                s.flag("serverTiming", false));
    }
}
