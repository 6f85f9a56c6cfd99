package io.raygate.admin;

import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request from its head to its answer. A body is read only of who may send it; whole
 * requests are worked on by virtual threads, a bounded number at once; answers are written on the
 * event loop.
 */
final class Passage {
    private static final Logger LOG = LoggerFactory.getLogger(Passage.class);
    private static final int IN_WORK = 64;

    private final AdminConnections connections;
    private final Desk desk;
    private final AnswerWriter writer;
    private final @Nullable Store store;
    private final Bodies bodies;
    private final Semaphore places = new Semaphore(IN_WORK);
    private final LongAnswers longAnswers = new LongAnswers();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("raygate-admin-", 0).factory());

    /**
     * @param store null where the gateway keeps no credentials
     */
    Passage(
            Vertx vertx,
            AdminConnections connections,
            Desk desk,
            AnswerWriter writer,
            @Nullable Store store) {
        this.connections = connections;
        this.desk = desk;
        this.writer = writer;
        this.store = store;
        this.bodies = new Bodies(vertx);
    }

    /** Gives up what is in work. */
    void close() {
        workers.shutdownNow();
    }

    /** Event loop; the request is as it came. */
    void enter(RoutingContext context, Operation operation) {
        HttpServerRequest request = context.request();
        Arrived head = arrived(context, operation);
        if (!isFollowed(request)) {
            read(context, head);
            return;
        }
        request.pause();
        work(
                context,
                loop -> {
                    Outcome refusal = desk.turnAway(head);
                    loop.runOnContext(now -> goOn(context, head, refusal));
                },
                () -> {});
    }

    /** Nobody waits for a body that is not wanted. */
    private void goOn(RoutingContext context, Arrived head, @Nullable Outcome refusal) {
        HttpServerRequest request = context.request();
        if (refusal != null) {
            write(request, refusal);
        } else if (head.operation().takes() == Operation.Takes.NOTHING) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            write(request, Outcome.invalid("", "no body is taken here"));
        } else {
            read(context, head);
        }
    }

    /** Whether a body comes after the head. */
    private static boolean isFollowed(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && !length.equals("0"));
    }

    private void read(RoutingContext context, Arrived head) {
        HttpServerRequest request = context.request();
        if (isAskingFirst(request)) {
            request.response().writeContinue();
        }
        BodyReader reader = bodies.of(head.operation());
        String holder = Doorman.holder(head);
        reader.read(request, holder)
                .onSuccess(
                        body -> {
                            connections.whole(request);
                            work(
                                    context,
                                    loop -> serve(context, head.with(body), loop),
                                    () -> reader.giveBack(holder, body));
                        })
                .onFailure(
                        cause -> {
                            if (cause instanceof BodyReader.Cut cut) {
                                refuse(request, cut);
                            }
                        });
    }

    private static boolean isAskingFirst(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT));
    }

    private void refuse(HttpServerRequest request, BodyReader.Cut cut) {
        switch (cut.why()) {
            case TOO_LARGE -> write(request, Outcome.refuse(ProblemCode.REQUEST_TOO_LARGE, ""));
            case NO_ROOM -> write(request, Outcome.retry(ProblemCode.GATEWAY_OVERLOADED, "", 1));
            case TOO_SLOW -> request.connection().close();
        }
    }

    private static Arrived arrived(RoutingContext context, Operation operation) {
        HttpServerRequest request = context.request();
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        Map<String, List<String>> query = new LinkedHashMap<>();
        context.queryParams().names().forEach(name -> query.put(name, context.queryParam(name)));
        return new Arrived(
                operation,
                id(request),
                request.remoteAddress().hostAddress(),
                Objects.requireNonNullElse(request.path(), ""),
                context.pathParams().values().stream().findFirst().orElse(""),
                query,
                new Arrived.Head(
                        request.headers().getAll(HttpHeaders.AUTHORIZATION),
                        request.headers().getAll(HttpHeaders.IF_MATCH),
                        request.headers().getAll("idempotency-key"),
                        new Arrived.Signed(
                                request.headers().getAll(GithubReports.KEY_ID),
                                request.headers().getAll(GithubReports.SIGNATURE)),
                        type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)),
                new byte[0]);
    }

    /** On a thread that may block; {@code last} is done in any case. */
    private void work(RoutingContext context, Consumer<Context> job, Runnable last) {
        HttpServerRequest request = context.request();
        if (!places.tryAcquire()) {
            last.run();
            write(request, Outcome.retry(ProblemCode.GATEWAY_OVERLOADED, "", 1));
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        String id = id(request);
        workers.execute(
                () -> {
                    try {
                        job.accept(loop);
                    } catch (RuntimeException fault) {
                        Outcome outcome = failed(id, fault);
                        loop.runOnContext(now -> write(request, outcome));
                    } finally {
                        places.release();
                        last.run();
                    }
                });
    }

    /** What is to be told if an answer has not begun: whoever has one cut off is not told why. */
    private static Outcome failed(String id, RuntimeException fault) {
        return switch (fault) {
            case AnswerWriter.ReaderGone gone -> {
                LOG.debug("admin request {}: {}", id, gone.getMessage());
                yield Outcome.refuse(ProblemCode.INTERNAL_ERROR, "");
            }
            case StoreUnavailable gone -> {
                LOG.warn("admin request {} is cut off: {}", id, gone.getMessage());
                yield Desk.unavailable("");
            }
            default -> {
                LOG.error("admin request {} failed", id, fault);
                yield Outcome.refuse(ProblemCode.INTERNAL_ERROR, "");
            }
        };
    }

    private void serve(RoutingContext context, Arrived request, Context loop) {
        Outcome outcome = desk.serve(request);
        if (outcome instanceof Outcome.Answered(var answer)
                && answer.body() instanceof Answer.Lines lines
                && store != null
                && !context.request().method().equals(HttpMethod.HEAD)) {
            stream(context, request, answer, lines, store, loop);
        } else {
            loop.runOnContext(now -> write(context.request(), outcome));
        }
    }

    private void stream(
            RoutingContext context,
            Arrived request,
            Answer answer,
            Answer.Lines lines,
            Store from,
            Context loop) {
        if (!longAnswers.enter(request)) {
            Outcome busy = Outcome.retry(ProblemCode.GATEWAY_OVERLOADED, "", 1);
            loop.runOnContext(now -> write(context.request(), busy));
            return;
        }
        try {
            AnswerWriter.write(loop, context.response(), answer, lines, from);
        } finally {
            longAnswers.leave(request);
        }
    }

    /** Event loop. A body that is still on its way is not wanted any more. */
    void write(HttpServerRequest request, Outcome outcome) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        boolean unread = !request.isEnded();
        if (unread && isAskingFirst(request)) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        writer.write(response, outcome, String.valueOf(request.path()), id(request));
        if (unread && response.headers().contains(HttpHeaders.CONNECTION)) {
            request.connection().close();
        } else if (unread) {
            BodyReader.discard(request);
        }
    }

    static String id(HttpServerRequest request) {
        return String.valueOf(request.response().headers().get(AnswerWriter.REQUEST_ID));
    }
}
