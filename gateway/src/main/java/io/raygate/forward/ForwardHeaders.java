package io.raygate.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Octets;
import io.raygate.exchange.Origin;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestKind;
import io.raygate.forward.http1.RequestWriter;
import io.raygate.upstream.ClusterSettings;
import io.raygate.upstream.Endpoint;
import io.raygate.upstream.HostHeader;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Composes the head that goes upstream: what the sanitiser let through, what the route releases,
 * and what the gateway sets itself, exactly once each (S-28 to S-35). One pass over the fields.
 */
final class ForwardHeaders {
    private static final CharSequence VIA = AsciiString.cached("1.1 raygate");

    /** What an ordinary request gets of our own; others grow. */
    private static final int OWN_FIELDS = 10;

    private final ForwardOrder order;
    private final RequestHead head;
    private final ForwardPolicy policy;
    private final Fields out;

    /** Behind these stand names of our own and of the configuration, which are tokens. */
    private int callers;

    private ForwardHeaders(ForwardOrder order) {
        this.order = order;
        this.head = order.head();
        this.policy = order.policy();
        this.out = new Fields(head.fields().size() + order.identity().size() + OWN_FIELDS);
    }

    /**
     * The head for an attempt at the endpoint, or null where it cannot be encoded (S-18).
     *
     * @param remainingNanos until the exchange's deadline
     */
    static @Nullable OutgoingHead compose(
            ForwardOrder order,
            String target,
            ClusterSettings cluster,
            Endpoint endpoint,
            long remainingNanos) {
        ForwardHeaders headers = new ForwardHeaders(order);
        String host = host(order.head(), cluster.hostHeader(), endpoint);
        headers.out.add(Names.HOST, host);
        headers.addCallers();
        headers.addReleased();
        headers.callers = headers.out.size();
        headers.addOwn(remainingNanos);
        boolean upgrade = order.head().kind() == RequestKind.WEBSOCKET;
        if (upgrade) {
            headers.out.add(Names.CONNECTION, WebSocketHandshake.UPGRADE);
            headers.out.add(WebSocketHandshake.UPGRADE, WebSocketHandshake.WEBSOCKET);
        }
        cluster.credential()
                .ifPresent(credential -> headers.replace(credential.header(), credential.value()));
        HttpMethod method = order.head().method();
        long length = order.body() == null ? bodyLength(order.head()) : order.body().length();
        return headers.isEncodable() && Octets.isToken(method.name()) && isTarget(target)
                ? new OutgoingHead(method, target, host, headers.out, length, upgrade)
                : null;
    }

    private static String host(RequestHead head, HostHeader setting, Endpoint endpoint) {
        return switch (setting) {
            case HostHeader.Preserve() -> head.authority().toString();
            case HostHeader.OfEndpoint() -> endpoint.address().authority();
            case HostHeader.Named(var name) -> name;
        };
    }

    /** A length of 0 is told for methods whose request usually has a body (RFC 9110, 8.6). */
    private static long bodyLength(RequestHead head) {
        if (head.contentLength() != 0) {
            return head.contentLength();
        }
        HttpMethod method = head.method();
        boolean usual =
                method.equals(HttpMethod.POST)
                        || method.equals(HttpMethod.PUT)
                        || method.equals(HttpMethod.PATCH);
        return usual ? 0 : RequestWriter.NO_BODY;
    }

    private void addCallers() {
        Fields fields = head.fields();
        boolean grpc = head.kind() == RequestKind.GRPC;
        boolean edits = !policy.removeRequest().isEmpty() || !policy.setRequest().isEmpty();
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if ((!edits || !isEdited(name))
                    && !(grpc && Names.are(name, Names.APPLICATION))
                    && !(isTapped() && Names.are(name, HttpHeaderNames.ACCEPT_ENCODING))) {
                out.add(name, fields.value(i));
            }
        }
    }

    private boolean isTapped() {
        return order.tap() != null && order.tap().looksAtBody();
    }

    private boolean isEdited(CharSequence name) {
        return Names.in(policy.removeRequest(), name)
                || Names.in(policy.setRequest().keySet(), name);
    }

    private void addReleased() {
        Fields withheld = head.withheld();
        for (int i = 0; i < withheld.size(); i++) {
            CharSequence name = withheld.name(i);
            CharSequence value = withheld.value(i);
            if (Names.are(name, Names.COOKIE)) {
                addIfAny(name, Cookies.request(value, policy.cookies()));
            } else if (Names.are(name, Names.BAGGAGE)) {
                addIfAny(name, Baggage.allowed(value, policy.baggage()));
            } else if (isReleased(name)) {
                out.add(name, value);
            }
        }
    }

    private boolean isReleased(CharSequence name) {
        return Names.in(policy.released(), name)
                || (policy.openai()
                        && (Names.begin(name, "openai-") || Names.begin(name, "x-stainless-")));
    }

    private void addIfAny(CharSequence name, CharSequence value) {
        if (!value.isEmpty()) {
            out.add(name, value);
        }
    }

    private void addOwn(long remainingNanos) {
        if (isTapped()) {
            out.add(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        }
        for (Map.Entry<String, String> each : policy.setRequest().entrySet()) {
            out.add(each.getKey(), each.getValue());
        }
        Fields identity = order.identity();
        for (int i = 0; i < identity.size(); i++) {
            out.add(identity.name(i), identity.value(i));
        }
        Origin origin = head.origin();
        out.add(Names.X_REQUEST_ID, origin.requestId());
        out.add(Names.TRACEPARENT, origin.traceparent());
        if (origin.tracestate() != null) {
            out.add(Names.TRACESTATE, origin.tracestate());
        }
        if (head.kind() == RequestKind.GRPC) {
            addGrpc();
        }
        addWay(origin);
        out.add(Names.REQUEST_TIMEOUT, wholeSeconds(remainingNanos));
    }

    /** The route names Ray's application, whatever the caller says (S-109). */
    private void addGrpc() {
        out.add(Names.TE, Names.TRAILERS);
        policy.application().ifPresent(name -> out.add(Names.APPLICATION, name));
    }

    /** Rounded up and never below 1: Ray takes 0 for no limit at all (S-30). */
    static String wholeSeconds(long nanos) {
        return Long.toString(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
    }

    private void addWay(Origin origin) {
        String host = origin.host() == null ? head.authority().toString() : origin.host();
        if (policy.forwardedStyle()) {
            out.add(Names.FORWARDED, forwarded(origin, host));
        } else {
            out.add(Names.X_FORWARDED_FOR, origin.address());
            out.add(Names.X_FORWARDED_PROTO, origin.scheme());
            out.add(Names.X_FORWARDED_HOST, host);
        }
        out.add(Names.VIA, VIA);
    }

    /** RFC 7239, 4 and 6: addresses with a colon are quoted and in brackets. */
    private static String forwarded(Origin origin, String host) {
        String address = origin.address();
        String node = address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
        return "for=" + node + ";proto=" + origin.scheme() + ";host=\"" + host + "\"";
    }

    private void replace(String name, String value) {
        out.remove(name);
        out.add(name, value);
    }

    private boolean isEncodable() {
        for (int i = 0; i < out.size(); i++) {
            boolean named = i >= callers || Octets.isToken(out.name(i));
            if (!named || !Octets.isValue(out.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 127 || c == '#') {
                return false;
            }
        }
        return target.startsWith("/");
    }
}
