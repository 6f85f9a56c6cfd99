package io.raygate.forward;

import io.raygate.forward.ForwardPolicy.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A policy in the making: every default, and what a test changes. */
final class Policies {
    Optional<String> rewritePrefix = Optional.empty();
    String matchedPrefix = "/";
    Optional<String> application = Optional.empty();
    long bodyLimit = 10 << 20;
    Duration bodyIdle = Duration.ofSeconds(30);
    long bodyMinRate = 1024;
    Duration clientWrite = Duration.ofMinutes(1);
    Duration firstByte = Duration.ofMinutes(1);
    Duration responseIdle = Duration.ofSeconds(30);
    Duration total = Duration.ofMinutes(5);
    Duration stream = Duration.ofHours(1);
    Duration websocketIdle = Duration.ofMinutes(5);
    boolean websocket;
    boolean longStream;
    Set<String> released = Set.of();
    Set<String> cookies = Set.of();
    Set<String> baggage = Set.of();
    Set<String> trailers = Set.of();
    Map<String, String> setRequest = Map.of();
    Set<String> removeRequest = Set.of();
    Map<String, String> setResponse = Map.of();
    Set<String> removeResponse = Set.of();
    boolean forwardedStyle;
    boolean openai;
    boolean idempotencyKeyHonoured;
    boolean allowReserved;
    boolean exposeUpstreamErrors;
    List<String> expose = List.of();
    boolean serverTiming;
    int retries = 1;

    /** What a test changes. */
    @FunctionalInterface
    interface Change {
        void on(Policies policy);
    }

    static ForwardPolicy with(Change change) {
        var policy = new Policies();
        change.on(policy);
        return policy.made();
    }

    private ForwardPolicy made() {
        return new ForwardPolicy(
                rewritePrefix,
                matchedPrefix,
                application,
                bodyLimit,
                new Timeouts(
                        bodyIdle,
                        bodyMinRate,
                        clientWrite,
                        firstByte,
                        responseIdle,
                        total,
                        stream,
                        websocketIdle),
                websocket,
                longStream,
                released,
                cookies,
                baggage,
                trailers,
                setRequest,
                removeRequest,
                setResponse,
                removeResponse,
                forwardedStyle,
                openai,
                idempotencyKeyHonoured,
                allowReserved,
                exposeUpstreamErrors,
                expose,
                serverTiming,
                retries);
    }
}
