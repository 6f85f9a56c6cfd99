package io.raygate.forward;

import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.RejectionWriter;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestIds;
import io.raygate.exchange.Sanitizer;
import io.raygate.exchange.SanitizerRules;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.Connections;
import io.raygate.listener.ExchangeHandler;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.PublicListener;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.RawSocket;
import io.raygate.testing.SeenConnections;
import io.raygate.upstream.Cluster;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A forwarder behind a real listener with one event loop, and nothing else in between. */
final class ForwarderUnderTest implements AutoCloseable {
    private final Vertx vertx;
    private final PublicListener listener;
    private final SeenConnections clientConnections = new SeenConnections();
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private final List<Decision<Delivered>> outcomes = new CopyOnWriteArrayList<>();
    private final List<Forwarder> forwarders = new CopyOnWriteArrayList<>();
    private final List<Exchange> held = new CopyOnWriteArrayList<>();
    private volatile Promise<Void> gate = Promise.promise();
    private volatile Context loopContext;
    private volatile ForwardPolicy policy;
    private volatile List<Cluster> clusters;
    private volatile Fields identity = new Fields();

    ForwarderUnderTest(ForwardPolicy policy, Cluster... clusters) {
        this.policy = policy;
        this.clusters = List.of(clusters);
        gate.complete();
        vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        loopContext = vertx.getOrCreateContext();
        listener =
                ListenerUnderTest.await(
                        PublicListener.open(
                                vertx,
                                ListenerSettings.plain("test", "127.0.0.1", 0),
                                new ListenerParts(
                                        this::handler,
                                        new Connections(ConnectionCaps.DEFAULT),
                                        clientConnections,
                                        System::nanoTime,
                                        InstantSource.system()),
                                1));
    }

    /** With every default. */
    static ForwarderUnderTest to(FaultyUpstream upstream) {
        return new ForwarderUnderTest(Orders.POLICY, Orders.cluster("stable", upstream.port()));
    }

    private ExchangeHandler handler() {
        loopContext = vertx.getOrCreateContext();
        var forwarder =
                new Forwarder(
                        vertx,
                        1,
                        new RetryBudgets(),
                        account -> nanos -> {},
                        new BodyRoom(),
                        System::nanoTime);
        forwarders.add(forwarder);
        var ids = RequestIds.seeded(InstantSource.system());
        var sanitizer = new Sanitizer(ids);
        var writer = new RejectionWriter(vertx, ids, "urn:test:");
        return exchange -> {
            exchange.request().pause();
            Decision<Delivered> forwarded =
                    sanitizer
                            .sanitize(exchange, SanitizerRules.DEFAULT)
                            .then(head -> forward(forwarder, exchange, head));
            finish(exchange, writer, forwarded);
        };
    }

    private Decision<Delivered> forward(Forwarder forwarder, Exchange exchange, RequestHead head) {
        exchange.head(head);
        var order =
                new ForwardOrder(
                        exchange,
                        head,
                        identity,
                        policy,
                        null,
                        null,
                        clusters,
                        StillGranted.ALWAYS);
        held.add(exchange);
        return new Decision.Wait<>(gate.future().compose(open -> forwarder.forward(order)));
    }

    /** From now on nothing is forwarded before {@link #letThrough()}. */
    void hold() {
        gate = Promise.promise();
    }

    void letThrough() {
        loopContext.runOnContext(now -> gate.tryComplete());
    }

    void awaitHeld() {
        await().until(() -> !held.isEmpty());
    }

    /** Waits until the response of the held request cannot be written any more. */
    void awaitHeldOver() {
        var response = held.getFirst().request().response();
        await().until(() -> onLoop(() -> response.closed() || response.ended()));
    }

    private void finish(Exchange exchange, RejectionWriter writer, Decision<Delivered> decision) {
        switch (decision) {
            case Decision.Wait<Delivered>(var later) ->
                    later.onSuccess(known -> finish(exchange, writer, known));
            case Decision.Refuse<Delivered>(var rejection) -> {
                writer.write(exchange, rejection);
                note(exchange, decision);
            }
            default -> note(exchange, decision);
        }
    }

    private void note(Exchange exchange, Decision<Delivered> decision) {
        accounts.add(exchange.account());
        outcomes.add(decision);
        exchange.settled();
    }

    RawSocket connect() throws IOException {
        return RawSocket.connect(listener.port());
    }

    /** One request on a connection of its own, and everything that comes back. */
    String exchange(String request) throws IOException {
        try (var socket = connect()) {
            return socket.send(request).readToEnd();
        }
    }

    /** A GET on a connection of its own. */
    String get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }

    int port() {
        return listener.port();
    }

    void policy(ForwardPolicy next) {
        policy = next;
    }

    void clusters(Cluster... next) {
        clusters = List.of(next);
    }

    void identity(Fields next) {
        identity = next;
    }

    /** Waits until that many exchanges are over and nothing of them is left anywhere. */
    void awaitNothingLeft(int exchanges) {
        await().until(() -> accounts.size() == exchanges);
        await().until(() -> clusters.stream().allMatch(ForwarderUnderTest::isIdle));
        await().until(() -> onLoop(() -> clients().waiting() == 0));
        await().until(() -> onLoop(() -> clients().open() == clients().available()));
    }

    private static boolean isIdle(Cluster cluster) {
        return cluster.endpoints().stream().allMatch(each -> each.inFlight() == 0);
    }

    private UpstreamClients clients() {
        return forwarders.getFirst().loop().clients();
    }

    void awaitConnections(int count) {
        await().until(() -> connections() == count);
    }

    /** Waits until the listener has said of each client's connection that it is gone. */
    void awaitNoClients() {
        await().until(() -> clientConnections.total() > 0 && clientConnections.open() == 0);
    }

    /** Connections to all upstreams. */
    int connections() throws Exception {
        return onLoop(() -> clients().open());
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        var result = new CompletableFuture<T>();
        loopContext.runOnContext(
                now -> {
                    try {
                        result.complete(task.call());
                    } catch (Exception failed) {
                        result.completeExceptionally(failed);
                    }
                });
        return result.get(30, TimeUnit.SECONDS);
    }

    /** The failure of the one exchange that there was. */
    @Nullable String failure() {
        awaitNothingLeft(1);
        return switch (outcomes.getFirst()) {
            case Decision.Refuse<Delivered>(var rejection) -> rejection.failure();
            default -> accounts.getFirst().failure;
        };
    }

    /** The account of each exchange that is over. */
    List<Account> accounts() {
        return accounts;
    }

    List<Decision<Delivered>> outcomes() {
        return outcomes;
    }

    Forwarder forwarder() {
        return forwarders.getFirst();
    }

    @Override
    public void close() {
        ListenerUnderTest.await(vertx.close().<Void>mapEmpty());
    }
}
