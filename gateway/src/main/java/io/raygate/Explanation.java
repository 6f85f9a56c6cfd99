package io.raygate;

import io.raygate.auth.Access;
import io.raygate.auth.AuthenticatorChain;
import io.raygate.auth.Authorizer;
import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.exchange.DescribedRequest;
import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestIds;
import io.raygate.exchange.Sanitizer;
import io.raygate.limit.Applied;
import io.raygate.limit.LimitSet;
import io.raygate.route.Cors;
import io.raygate.route.Matched;
import io.raygate.route.WeightedCluster;
import io.raygate.snapshot.Binding;
import io.raygate.snapshot.Snapshot;
import io.raygate.snapshot.Way;
import io.raygate.tenant.TenantId;
import io.raygate.upstream.Cluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a described request through the stages, as far as it comes, and writes down what each
 * decides.
 */
final class Explanation {
    private final Snapshot snapshot;
    private final JsonObject said = new JsonObject();

    private Explanation(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Stage by stage in order; the last member is {@code outcome}. */
    static JsonObject of(DescribedRequest request, Snapshot snapshot, InstantSource clock) {
        Explanation explanation = new Explanation(snapshot);
        Decision<RequestHead> head =
                new Sanitizer(RequestIds.seeded(clock)).sanitize(request, snapshot.sanitizer());
        explanation.conclude(head.then(explanation::route));
        return explanation.said;
    }

    private Decision<Way> route(RequestHead head) {
        said.put(
                "sanitize",
                new JsonObject().put("path", head.path()).put("host", head.authority().toString()));
        Matched matched = snapshot.routes().match(head);
        Binding binding = snapshot.bindingOf(matched);
        said.put(
                "route",
                new JsonObject()
                        .put("id", binding.id().isEmpty() ? "(none)" : binding.id())
                        .put("match", word(matched)));
        Cors cors = binding.cors();
        if (cors != null && cors.allows(head) && Cors.isPreflight(head)) {
            return new Decision.Answer<>(cors.preflight(head));
        }
        AuthenticatorChain authenticators = binding.authenticators();
        if (authenticators == null) {
            said.put("authenticate", new JsonObject().put("credential", "none asked for"));
            return granted(head, matched, binding, null);
        }
        return authenticators
                .authenticate(head)
                .then(principal -> identified(head, matched, binding, principal));
    }

    private static String word(Matched matched) {
        return switch (matched) {
            case Matched.To to -> "path and method";
            case Matched.OtherMethod other -> "path, not the method";
            case Matched.OtherSlash other -> "path but for its last slash";
            case Matched.Nothing nothing -> "nothing";
        };
    }

    private Decision<Way> identified(
            RequestHead head, Matched matched, Binding binding, Principal principal) {
        said.put(
                "authenticate",
                new JsonObject()
                        .put("method", principal.method())
                        .put("tenant", principal.tenant().id().value())
                        .put("principal", principal.name())
                        .put("credential", principal.credential())
                        .put("scopes", new JsonArray(List.copyOf(principal.scopes()))));
        said.put("authorize", access(binding.access()));
        return new Authorizer()
                .authorize(principal, head.origin().address(), binding.access())
                .then(may -> granted(head, matched, binding, principal));
    }

    private static JsonObject access(Access access) {
        JsonObject wanted = new JsonObject();
        wanted.put(
                "tenants",
                access.tenants() == null
                        ? "all"
                        : new JsonArray(access.tenants().stream().map(TenantId::value).toList()));
        return wanted.put("scopes", new JsonArray(List.copyOf(access.scopes())));
    }

    private Decision<Way> granted(
            RequestHead head, Matched matched, Binding binding, @Nullable Principal principal) {
        return binding.terms(head, matched)
                .then(way -> limited(way, head, binding, principal))
                .then(
                        way -> {
                            said.put(
                                    "split",
                                    split(
                                            way,
                                            way.clustersFor(head, principal, null, 0),
                                            way.clustersFor(head, principal, null, -1)));
                            said.put("forward", forward(head, way, principal));
                            return directed(head, way);
                        });
    }

    private Decision<Way> limited(
            Way way, RequestHead head, Binding binding, @Nullable Principal principal) {
        return snapshot.limits()
                .on(binding, principal, head.origin().address())
                .then(
                        limits -> {
                            limits(limits);
                            return Decision.proceed(way);
                        });
    }

    /** Which sets apply; what is left of them only a running gateway knows. */
    private void limits(List<Applied> applied) {
        if (applied.isEmpty()) {
            return;
        }
        JsonObject sets = new JsonObject();
        applied.forEach(limit -> sets.put(limit.policy(), set(limit.set())));
        said.put("limit", sets);
    }

    private static JsonObject set(LimitSet set) {
        JsonArray limits = new JsonArray();
        set.limits().forEach(limit -> limits.add(limit.text()));
        if (set.concurrency() > 0) {
            limits.add(set.concurrency() + " open" + (set.shadow() ? ", shadow" : ""));
        }
        JsonObject shown = new JsonObject().put("set", set.name()).put("limits", limits);
        return set.cuts() ? shown.put("onExhausted", "cut") : shown;
    }

    /** What the head alone tells of the stages behind the split. */
    private static Decision<Way> directed(RequestHead head, Way way) {
        return head.contentLength() > way.forward().bodyLimit()
                ? Decision.refuse(
                        Rejection.of(RejectionCode.REQUEST_TOO_LARGE, "declared above the limit"))
                : Decision.proceed(way);
    }

    /** The lowest and the highest draw agree only where the weights have no say. */
    private static JsonObject split(Way way, List<Cluster> lowest, List<Cluster> highest) {
        JsonObject shares = new JsonObject();
        double total = way.split().shares().stream().mapToInt(WeightedCluster::weight).sum();
        for (WeightedCluster share : way.split().shares()) {
            shares.put(
                    share.cluster().value(),
                    total == 0 ? 0 : Math.round(share.weight() / total * 10_000) / 100.0);
        }
        JsonObject split = new JsonObject().put("percent", shares);
        if (!lowest.isEmpty() && lowest.equals(highest)) {
            split.put("cluster", lowest.getFirst().id().value());
        }
        return split;
    }

    private JsonObject forward(RequestHead head, Way way, @Nullable Principal principal) {
        JsonObject forward = new JsonObject();
        way.forward().rewritePrefix().ifPresent(prefix -> forward.put("rewritePrefix", prefix));
        JsonObject headers = new JsonObject();
        put(headers, head.fields());
        way.forward().removeRequest().forEach(headers::remove);
        way.forward().setRequest().forEach(headers::put);
        put(headers, snapshot.identity().fieldsFor(principal));
        return forward.put("headers", headers);
    }

    private static void put(JsonObject headers, Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            headers.put(fields.name(i).toString(), fields.value(i).toString());
        }
    }

    private void conclude(Decision<Way> end) {
        switch (end) {
            case Decision.Proceed<Way> forwarded -> said.put("outcome", "forwarded");
            case Decision.Refuse<Way>(var rejection) -> refused(rejection);
            case Decision.Answer<Way>(OwnAnswer answer) ->
                    said.put("outcome", "answered").put("status", answer.status());
            case Decision.Wait<Way>(var outcome) ->
                    conclude(outcome.toCompletionStage().toCompletableFuture().join());
        }
    }

    private void refused(Rejection rejection) {
        said.put("outcome", "refused")
                .put("status", rejection.code().status())
                .put("code", rejection.code().code())
                .put("reason", rejection.reason());
    }
}
