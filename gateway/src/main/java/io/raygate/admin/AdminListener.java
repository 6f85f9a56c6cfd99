package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.config.GatewayConfig;
import io.raygate.config.Parsed;
import io.raygate.exchange.RequestIds;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the admin API. A request whose Host is not a known name is refused, so that no web page
 * can reach it through a name of its own (S-88).
 */
public final class AdminListener {
    private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);

    private final Vertx vertx;
    private final AdminParts parts;
    private final Supplier<Compiled> inForce;
    private final RequestIds ids;
    private final Desk desk;
    private final Passage passage;
    private final AdminConnections connections = new AdminConnections();
    private final HttpServer server;
    private final long settling;

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
        AdminParts.Credentials kept = parts.credentials();
        this.passage =
                new Passage(
                        vertx,
                        connections,
                        desk,
                        new AnswerWriter(() -> config().problems().baseUri()),
                        kept == null ? null : kept.store());
        Router router = router(vertx);
        this.server =
                vertx.createHttpServer(AdminServer.options(shown))
                        .connectionHandler(connections::opened)
                        .requestHandler(request -> receive(request, router));
        this.settling = vertx.setPeriodic(Denials.PERIOD.toMillis(), timer -> settle());
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
        passage.close();
        return server.close().eventually(() -> vertx.executeBlocking(this::finish, false));
    }

    private void settle() {
        vertx.executeBlocking(this::settled, false)
                .onFailure(fault -> LOG.error("writing what is late failed", fault));
    }

    private boolean settled() {
        desk.settle();
        return true;
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
        LOG.error("admin request {} failed", Passage.id(request.request()), request.failure());
        refuse(request, ProblemCode.INTERNAL_ERROR, "");
    }

    /**
     * The target and the Host are looked at first: the router takes paths only, and has a view of
     * its own on requests without a Host.
     */
    private void receive(HttpServerRequest request, Router router) {
        connections.began(request);
        AnswerWriter.identify(request.response(), ids.next());
        if (!request.uri().startsWith("/")) {
            passage.write(
                    request,
                    Outcome.refuse(ProblemCode.INVALID_REQUEST, "A target here begins with /"));
        } else if (request.headers().getAll(HttpHeaders.HOST).size() == 1
                && isKnownHost(request.authority())) {
            router.handle(request);
        } else {
            passage.write(request, Outcome.refuse(ProblemCode.MISDIRECTED_REQUEST, ""));
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
        if (context.normalizedPath().endsWith("/") || !isNamedById(context)) {
            context.next();
        } else if (operation == null) {
            context.response().putHeader("allow", allow(operations));
            refuse(context, ProblemCode.METHOD_NOT_ALLOWED, "");
        } else {
            passage.enter(context, operation);
        }
    }

    /** What is no id names nothing, and no database need be asked, which may not take it. */
    private static boolean isNamedById(RoutingContext context) {
        return context.pathParams().values().stream()
                .allMatch(id -> Forms.ID.parse(id) instanceof Parsed.Value);
    }

    private static String allow(List<Operation> operations) {
        return operations.stream()
                .map(one -> one.method().name())
                .map(name -> name.equals("GET") ? "GET, HEAD" : name)
                .collect(Collectors.joining(", "));
    }

    private void refuse(RoutingContext context, ProblemCode code, String detail) {
        passage.write(context.request(), Outcome.refuse(code, detail));
    }
}
