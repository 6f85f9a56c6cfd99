package io.raygate.pipeline;

import io.raygate.auth.AuthenticatorChain;
import io.raygate.auth.Authorizer;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RejectionStyle;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestKind;
import io.raygate.exchange.Sanitizer;
import io.raygate.forward.ForwardOrder;
import io.raygate.forward.Forwarder;
import io.raygate.forward.StillGranted;
import io.raygate.limit.Applied;
import io.raygate.limit.LimitDecision;
import io.raygate.limit.LimitLedger;
import io.raygate.limit.RateLimitFields;
import io.raygate.pipeline.State.Arrived;
import io.raygate.pipeline.State.Directed;
import io.raygate.pipeline.State.Finished;
import io.raygate.pipeline.State.Granted;
import io.raygate.pipeline.State.Identified;
import io.raygate.pipeline.State.Limited;
import io.raygate.pipeline.State.Received;
import io.raygate.pipeline.State.Routed;
import io.raygate.pipeline.State.Understood;
import io.raygate.route.Cors;
import io.raygate.route.DrawSequence;
import io.raygate.route.Matched;
import io.raygate.snapshot.Binding;
import io.raygate.snapshot.Snapshot;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.upstream.Cluster;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of a request, top to bottom. Each stage hands a feature its piece of the snapshot and
 * adds one fact; a refusal anywhere skips the rest; whatever happens, the exchange is settled once.
 * One instance per event loop.
 */
public final class Pipeline {
    private static final int OVERLOADED_RETRY_SECONDS = 5;

    private final SnapshotHolder snapshots;
    private final MemoryGuard memory;
    private final Sanitizer sanitizer;
    private final Authorizer authorizer = new Authorizer();
    private final LimitLedger ledger;
    private final DrawSequence draws;
    private final Forwarder forwarder;
    private final Understanding understanding;
    private final Settlement settlement;

    private final Stage<Arrived, Arrived> admit = this::admit;
    private final Stage<Arrived, Received> sanitize = this::sanitize;
    private final Stage<Received, Routed> route = this::route;
    private final Stage<Routed, Identified> authenticate = this::authenticate;
    private final Stage<Identified, Granted> authorize = this::authorize;
    private final Stage<Granted, Understood> understand = this::understand;
    private final Stage<Understood, Limited> limit = this::limit;
    private final Stage<Limited, Directed> split = this::split;
    private final Stage<Directed, Finished> forward = this::forward;

    /** What the pipelines of all event loops share. */
    public record Shared(SnapshotHolder snapshots, MemoryGuard memory, LimitLedger ledger) {}

    public Pipeline(
            Shared shared,
            Sanitizer sanitizer,
            DrawSequence draws,
            Forwarder forwarder,
            Settlement settlement) {
        this.snapshots = shared.snapshots();
        this.memory = shared.memory();
        this.ledger = shared.ledger();
        this.sanitizer = sanitizer;
        this.draws = draws;
        this.forwarder = forwarder;
        this.understanding = new Understanding(forwarder);
        this.settlement = settlement;
    }

    /** Takes an exchange from its head to its settlement; on its event loop, returns at once. */
    public void handle(Exchange exchange) {
        exchange.request().pause();
        Snapshot snapshot = snapshots.current();
        settlement.begin(exchange, snapshot);
        Decision<Finished> end;
        try {
            end =
                    admit.apply(new Arrived(exchange, snapshot))
                            .then(sanitize)
                            .then(route)
                            .then(authenticate)
                            .then(authorize)
                            .then(understand)
                            .then(limit)
                            .then(split)
                            .then(forward);
        } catch (RuntimeException fault) {
            end = settlement.fault(exchange, fault);
        }
        settlement.settle(exchange, end);
    }

    /** Answers and settles a request of which nothing but its refusal is known. */
    public void refuse(Exchange exchange, Rejection rejection) {
        settlement.begin(exchange, snapshots.current());
        settlement.settle(exchange, Decision.refuse(rejection));
    }

    /** Takes no new work while memory is short, and before that keeps no connections (S-103). */
    private Decision<Arrived> admit(Arrived in) {
        return switch (memory.level()) {
            case AMPLE -> Decision.proceed(in);
            case SPARING -> {
                endConnection(in.exchange().request());
                yield Decision.proceed(in);
            }
            case FULL ->
                    Decision.refuse(
                            Rejection.closing(RejectionCode.GATEWAY_OVERLOADED, "memory")
                                    .retryAfter(OVERLOADED_RETRY_SECONDS));
        };
    }

    /** Not where the connection becomes something else, whose handshake says so in this field. */
    private static void endConnection(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.UPGRADE)) {
            request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Makes the head canonical and unambiguous, and takes out what only the gateway may say. */
    private Decision<Received> sanitize(Arrived in) {
        return sanitizer
                .sanitize(in.exchange(), in.snapshot().sanitizer())
                .then(
                        head -> {
                            in.exchange().head(head);
                            return Decision.proceed(
                                    new Received(in.exchange(), in.snapshot(), head));
                        });
    }

    /**
     * Finds the binding. A preflight has no credential, so it is answered here, but to an origin
     * that the route names only: to all others the route looks like any path (S-68).
     */
    private Decision<Routed> route(Received in) {
        Matched matched = in.snapshot().routes().match(in.head());
        Binding binding = in.snapshot().bindingOf(matched);
        in.exchange().account().boundTo(binding.id(), binding.style());
        Cors cors = binding.cors();
        if (cors != null && cors.allows(in.head())) {
            if (Cors.isPreflight(in.head())) {
                return new Decision.Answer<>(cors.preflight(in.head()));
            }
            cors.permit(in.head(), in.exchange().request().response().headers());
        }
        return Decision.proceed(new Routed(in, matched, binding));
    }

    /** Turns the credential into a principal, unless the route says that it wants none. */
    private Decision<Identified> authenticate(Routed in) {
        AuthenticatorChain authenticators = in.binding().authenticators();
        if (authenticators == null) {
            return Decision.proceed(new Identified(in, null));
        }
        return authenticators
                .authenticate(in.received().head())
                .then(
                        principal -> {
                            in.received()
                                    .exchange()
                                    .account()
                                    .calledBy(
                                            principal.tenant().id().value(),
                                            principal.name(),
                                            principal.method(),
                                            principal.credential());
                            return Decision.proceed(new Identified(in, principal));
                        });
    }

    /**
     * Holds the principal against what the route grants, and only then the request against the
     * route's own terms.
     */
    private Decision<Granted> authorize(Identified in) {
        RequestHead head = in.routed().received().head();
        Binding binding = in.routed().binding();
        Principal principal = in.principal();
        Decision<?> granted =
                principal == null
                        ? Decision.proceed(binding)
                        : authorizer.authorize(
                                principal, head.origin().address(), binding.access());
        return granted.then(may -> binding.terms(head, in.routed().matched()))
                .then(
                        way -> {
                            if (binding.cors() != null) {
                                Cors.vary(in.routed().received().exchange().request().response());
                            }
                            return Decision.proceed(new Granted(in, way));
                        });
    }

    /** Reads what a model is asked for, where the route speaks OpenAI's API. */
    private Decision<Understood> understand(Granted in) {
        Identified identified = in.identified();
        Received received = identified.routed().received();
        return understanding
                .of(
                        new Understanding.Request(
                                received.exchange(),
                                received.head(),
                                in.way(),
                                identified.principal()))
                .then(question -> Decision.proceed(new Understood(in, question)));
    }

    /**
     * Takes what the request will probably need from every limit that applies to it, or from none;
     * what it did need is known when it is settled.
     */
    private Decision<Limited> limit(Understood in) {
        Identified identified = in.granted().identified();
        Routed routed = identified.routed();
        String address = routed.received().head().origin().address();
        return routed.received()
                .snapshot()
                .limits()
                .on(routed.binding(), identified.principal(), address)
                .then(limits -> limit(in, limits));
    }

    private Decision<Limited> limit(Understood in, List<Applied> limits) {
        if (limits.isEmpty()) {
            return Decision.proceed(new Limited(in, null));
        }
        LimitDecision decision = reserve(in, limits, true);
        return decision instanceof LimitDecision.Unsure unsure
                ? new Decision.Wait<>(
                        Doubt.over(unsure, patient -> reserve(in, limits, patient))
                                .map(known -> limited(in, known)))
                : limited(in, decision);
    }

    private LimitDecision reserve(Understood in, List<Applied> limits, boolean patient) {
        Routed routed = in.granted().identified().routed();
        return ledger.reserve(
                limits, routed.received().exchange().account(), routed.binding().tariff(), patient);
    }

    private Decision<Limited> limited(Understood in, LimitDecision decision) {
        Routed routed = in.granted().identified().routed();
        Exchange exchange = routed.received().exchange();
        Decision<Limited> limited =
                switch (decision) {
                    case LimitDecision.Passed passed -> {
                        exchange.whenSettled(() -> passed.charge().settle(exchange.account()));
                        yield Decision.proceed(new Limited(in, passed.charge()));
                    }
                    case LimitDecision.Over over -> Decision.refuse(over.rejection());
                    case LimitDecision.Gone gone -> Decision.refuse(gone.rejection());
                    case LimitDecision.Unsure unsure ->
                            throw new IllegalStateException("still unsure");
                };
        RateLimitFields.add(
                decision.left(),
                routed.binding().style() == RejectionStyle.OPENAI,
                exchange.request().response().headers());
        return limited;
    }

    /**
     * Chooses the cluster by header, tenant, stickiness or weight, and those that may take over;
     * what the gateway answers itself needs none.
     */
    private Decision<Directed> split(Limited in) {
        OwnAnswer answer = in.understood().question().answer();
        if (answer != null) {
            return new Decision.Answer<>(answer);
        }
        Granted granted = in.understood().granted();
        Identified identified = granted.identified();
        RequestHead head = identified.routed().received().head();
        String model = in.understood().question().model();
        List<Cluster> clusters =
                granted.way().clustersFor(head, identified.principal(), model, draws.next());
        return clusters.isEmpty()
                ? Decision.refuse(
                        Rejection.of(RejectionCode.NO_READY_REPLICA, "all weights are 0")
                                .retryAfter(30))
                : Decision.proceed(new Directed(in, clusters));
    }

    /** Carries the request to an endpoint and the answer back, to the last byte of its body. */
    private Decision<Finished> forward(Directed in) {
        Question question = in.limited().understood().question();
        Granted granted = in.limited().understood().granted();
        Identified identified = granted.identified();
        Received received = identified.routed().received();
        ForwardOrder order =
                new ForwardOrder(
                        received.exchange(),
                        received.head(),
                        received.snapshot().identity().fieldsFor(identified.principal()),
                        granted.way().forward(),
                        question.body(),
                        Metering.of(
                                received.exchange(),
                                granted.way().meter(),
                                question,
                                in.limited().charge()),
                        in.clusters(),
                        stillGranted(received.head(), identified.principal()));
        return new Decision.Wait<>(forwarder.forward(order))
                .then(delivered -> Decision.proceed(new Finished(received.exchange())));
    }

    private StillGranted stillGranted(RequestHead head, @Nullable Principal principal) {
        return principal != null && head.kind() == RequestKind.WEBSOCKET
                ? new Recheck(() -> authorizedNow(head, principal), principal)
                : StillGranted.ALWAYS;
    }

    /** By what is in force at this moment; a route that has become open has nothing against it. */
    private Decision<Principal> authorizedNow(RequestHead head, Principal first) {
        Snapshot now = snapshots.current();
        Binding binding = now.bindingOf(now.routes().match(head));
        AuthenticatorChain authenticators = binding.authenticators();
        String address = head.origin().address();
        return authenticators == null
                ? Decision.proceed(first)
                : authenticators
                        .authenticateAgain(head)
                        .then(again -> authorizer.authorize(again, address, binding.access()));
    }
}
