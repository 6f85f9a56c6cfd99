package io.raygate.admin;

import io.raygate.config.GatewayConfig;
import io.raygate.exchange.RequestIds;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the admin API. A request whose Host is not a known name is refused, so that no web page
 * can reach it through a name of its own (S-88). Whole requests are worked on by virtual threads, a
 * bounded number at once; answers are written on the event loop.
 */
public final class AdminListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
    private static final int IN_WORK = 64;

    /** Fewer than there are connections to the store: a slow reader may not stop the data path. */
    private static final int LONG_ANSWERS = 2;

    private final Vertx vertx;
    private final AdminParts parts;
    private final Supplier<Compiled> inForce;
    private final RequestIds ids;
    private final Desk desk;
    private final AnswerWriter writer;
    private final HttpServer server;
    private final long settling;
    private final Semaphore places = new Semaphore(IN_WORK);
    private final Semaphore longAnswers = new Semaphore(LONG_ANSWERS);
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("raygate-admin-", 0).factory());

    /**
     * Makes a listener that does not listen yet.
     *
     * @param shown the certificate; null: plain text
     */
    public AdminListener(Vertx vertx, AdminParts parts, @Nullable KeyCertOptions shown) {
        this.vertx = vertx;
        this.parts = parts;
        this.inForce = parts.inForce();
        this.ids = RequestIds.seeded(parts.wall());
        this.desk = new Desk(office(parts));
        this.writer = new AnswerWriter(() -> config().problems().baseUri());
        Router router = router(vertx);
        this.server =
                vertx.createHttpServer(AdminServer.options(shown))
                        .requestHandler(request -> receive(request, router));
        this.settling =
                vertx.setPeriodic(
                        Denials.PERIOD.toMillis(), timer -> workers.execute(desk::settle));
    }

    private static Desk.@Nullable Office office(AdminParts parts) {
        AdminParts.Credentials credentials = parts.credentials();
        if (credentials == null) {
            return null;
        }
        Doorman doorman =
                new Doorman(credentials.store(), new Lockout(parts.nanos()), parts.wall());
        return new Desk.Office(
                credentials.store(),
                doorman,
                new Replays(credentials.store(), new Seal(credentials.peppers(), parts.random())),
                new FirstLogin(credentials.store(), doorman, credentials.bootstrap()),
                new GithubReports(
                        credentials.store(), new Lockout(parts.nanos()), parts.leakReporters()),
                new Denials(credentials.store(), parts.nanos()));
    }

    private GatewayConfig config() {
        return inForce.get().loaded().config();
    }

    /** The bound port, once it listens; fails where the address is taken. */
    public Future<Integer> listen(String host, int port) {
        return server.listen(port, host).map(HttpServer::actualPort);
    }

    /** Shows another certificate from now on; where there is TLS only. */
    public void show(KeyCertOptions next) {
        server.updateSSLOptions(AdminServer.tls(next))
                .onSuccess(changed -> LOG.info("the admin listener shows another certificate"))
                .onFailure(e -> LOG.warn("the admin listener cannot show its certificate", e));
    }

    /** Takes nothing new and gives up what is in work. */
    public Future<Void> close() {
        vertx.cancelTimer(settling);
        workers.shutdownNow();
        return server.close().eventually(() -> vertx.executeBlocking(this::finish, false));
    }

    private boolean finish() {
        desk.finish();
        return true;
    }

    private Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        Api.operations(parts).stream()
                .collect(
                        Collectors.groupingBy(
                                Operation::path, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (path, operations) ->
                                router.route(path.replaceAll("\\{(\\w+)}", ":$1"))
                                        .handler(request -> choose(request, operations)));
        router.route().handler(request -> refuse(request, ProblemCode.NOT_FOUND, ""));
        router.errorHandler(
                400, request -> refuse(request, ProblemCode.INVALID_REQUEST, "The path is broken"));
        router.errorHandler(500, this::broken);
        return router;
    }

    private void broken(RoutingContext request) {
        LOG.error("admin request {} failed", id(request.request()), request.failure());
        refuse(request, ProblemCode.INTERNAL_ERROR, "");
    }

    /** The Host is looked at first: the router has a view of its own on requests without one. */
    private void receive(HttpServerRequest request, Router router) {
        String id = ids.next();
        AnswerWriter.identify(request.response(), id);
        if (request.headers().getAll(HttpHeaders.HOST).size() == 1
                && isKnownHost(request.authority())) {
            router.handle(request);
        } else {
            write(request, Outcome.refuse(ProblemCode.MISDIRECTED_REQUEST, ""));
        }
    }

    private boolean isKnownHost(@Nullable HostAndPort host) {
        return host != null
                && config().admin().hosts().contains(host.host().toLowerCase(Locale.ROOT));
    }

    private void choose(RoutingContext context, List<Operation> operations) {
        HttpMethod method = context.request().method();
        HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        Operation operation =
                operations.stream()
                        .filter(one -> one.method().equals(wanted))
                        .findFirst()
                        .orElse(null);
        if (context.normalizedPath().endsWith("/")) {
            context.next();
        } else if (operation == null) {
            context.response().putHeader("allow", allow(operations));
            refuse(context, ProblemCode.METHOD_NOT_ALLOWED, "");
        } else {
            gather(context, operation);
        }
    }

    private static String allow(List<Operation> operations) {
        return operations.stream()
                .map(one -> one.method().name())
                .map(name -> name.equals("GET") ? "GET, HEAD" : name)
                .collect(Collectors.joining(", "));
    }

    private void gather(RoutingContext context, Operation operation) {
        BodyReader.read(context.request())
                .onSuccess(body -> work(context, arrived(context, operation, body)))
                .onFailure(
                        cause -> {
                            if (cause instanceof BodyReader.TooLarge) {
                                context.response().putHeader("connection", "close");
                                refuse(context, ProblemCode.REQUEST_TOO_LARGE, "");
                            }
                        });
    }

    private Arrived arrived(RoutingContext context, Operation operation, byte[] body) {
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
                body);
    }

    private void work(RoutingContext context, Arrived request) {
        if (!places.tryAcquire()) {
            write(context, Outcome.retry(ProblemCode.GATEWAY_OVERLOADED, "", 1));
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        workers.execute(
                () -> {
                    try {
                        serve(context, request, loop);
                    } catch (RuntimeException fault) {
                        LOG.error("admin request {} failed", request.requestId(), fault);
                        Outcome outcome = Outcome.refuse(ProblemCode.INTERNAL_ERROR, "");
                        loop.runOnContext(now -> write(context, outcome));
                    } finally {
                        places.release();
                    }
                });
    }

    private void serve(RoutingContext context, Arrived request, Context loop) {
        Outcome outcome = desk.serve(request);
        AdminParts.Credentials credentials = parts.credentials();
        if (outcome instanceof Outcome.Answered(var answer)
                && answer.body() instanceof Answer.Lines lines
                && credentials != null
                && !context.request().method().equals(HttpMethod.HEAD)) {
            stream(context, answer, lines, credentials.store(), loop);
        } else {
            loop.runOnContext(now -> write(context, outcome));
        }
    }

    private void stream(
            RoutingContext context, Answer answer, Answer.Lines lines, Store store, Context loop) {
        if (!longAnswers.tryAcquire()) {
            Outcome busy = Outcome.retry(ProblemCode.GATEWAY_OVERLOADED, "", 1);
            loop.runOnContext(now -> write(context, busy));
            return;
        }
        try {
            AnswerWriter.write(loop, context.response(), answer, lines, store);
        } finally {
            longAnswers.release();
        }
    }

    private void refuse(RoutingContext context, ProblemCode code, String detail) {
        write(context, Outcome.refuse(code, detail));
    }

    private void write(RoutingContext context, Outcome outcome) {
        write(context.request(), outcome);
    }

    private void write(HttpServerRequest request, Outcome outcome) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.headWritten()) {
            writer.write(response, outcome, String.valueOf(request.path()), id(request));
        }
    }

    private static String id(HttpServerRequest request) {
        return String.valueOf(request.response().headers().get(AnswerWriter.REQUEST_ID));
    }
}
