package io.raygate.forward;

import io.netty.util.AsciiString;
import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Hsts;
import io.raygate.exchange.RequestKind;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.forward.http1.ConnectionField;
import io.raygate.upstream.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * Which fields of an upstream's answer the client sees (S-36): not those of the connection, not
 * what tells the make of a server, not what only the gateway may say.
 */
final class AnswerFilter {
    private static final AsciiString[] C = names("connection");
    private static final AsciiString[] P =
            names("proxy-authenticate", "proxy-authorization", "proxy-connection", "proxy-status");
    private static final AsciiString[] T = names("te", "trailer", "transfer-encoding");
    private static final AsciiString[] X = names("x-powered-by", "x-sendfile", "x-request-id");
    private static final AsciiString[] X_PREFIXES =
            names(
                    "x-ray-",
                    "x-raygate-",
                    "x-envoy-",
                    "x-accel-",
                    "x-ratelimit-",
                    "x-kong-",
                    "x-litellm-");
    private static final AsciiString ALLOW_ORIGIN =
            AsciiString.cached("access-control-allow-origin");
    private static final AsciiString CONTENT_ENCODING = AsciiString.cached("content-encoding");
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final AsciiString X_RAYGATE_CLUSTER = AsciiString.cached("x-raygate-cluster");
    private static final AsciiString SERVER_TIMING = AsciiString.cached("server-timing");
    private static final AsciiString UPGRADE = AsciiString.cached("upgrade");
    private static final AsciiString SERVER = AsciiString.cached("server");
    private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");
    private static final AsciiString RATE_LIMIT = AsciiString.cached("ratelimit");

    private final ForwardPolicy policy;
    private final boolean grpc;
    private final Exchange exchange;
    private final String requestId;
    private final Iterable<Endpoint> endpoints;

    AnswerFilter(ForwardOrder order, Iterable<Endpoint> endpoints) {
        this.policy = order.policy();
        this.exchange = order.exchange();
        this.grpc = order.head().kind() == RequestKind.GRPC;
        this.requestId = order.head().origin().requestId();
        this.endpoints = endpoints;
    }

    private static AsciiString[] names(String... names) {
        AsciiString[] cached = new AsciiString[names.length];
        for (int i = 0; i < names.length; i++) {
            cached[i] = AsciiString.cached(names[i]);
        }
        return cached;
    }

    /**
     * The client's head, made from the upstream's.
     *
     * @param replaced whether the body is the gateway's own, so that what describes it is too
     */
    void copyHead(AnswerHead head, boolean replaced, HttpServerRequest request) {
        MultiMap out = request.response().headers();
        copy(head.fields(), !replaced && head.status() != 204, out);
        if (replaced) {
            out.remove(CONTENT_ENCODING);
            out.set(Names.CONTENT_TYPE, UpstreamErrors.CONTENT_TYPE);
        }
        policy.setResponse().forEach(out::set);
        out.set(Names.X_REQUEST_ID, requestId);
        tellOfTheWay(out);
        Hsts.add(request);
    }

    /** What the route lets a caller know of the way of its request. */
    private void tellOfTheWay(MultiMap out) {
        Account account = exchange.account();
        if (policy.expose().contains("cluster") && account.cluster != null) {
            out.set(X_RAYGATE_CLUSTER, account.cluster);
        }
        if (policy.serverTiming()) {
            out.set(
                    SERVER_TIMING,
                    "gw;dur="
                            + millis(account.upstreamStartedNanos - exchange.startedNanos())
                            + ", upstream;dur="
                            + millis(account.firstByteNanos - account.upstreamStartedNanos));
        }
    }

    /** Milliseconds with one decimal. */
    private static String millis(long nanos) {
        long tenths = Math.max(0, nanos) / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }

    /**
     * Adds what may pass.
     *
     * @param withLength whether the declared length holds for what the client gets
     */
    void copy(Fields fields, boolean withLength, MultiMap out) {
        boolean named = fields.get(Names.CONNECTION) != null;
        boolean hidden = grpc && GrpcStatus.tellsOfInside(fields) && !policy.exposeUpstreamErrors();
        boolean cors = out.contains(ALLOW_ORIGIN);
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (!isDropped(name)
                    && (withLength || !Names.are(name, Names.CONTENT_LENGTH))
                    && !(named && ConnectionField.says(fields, Names.CONNECTION, name))
                    && !(cors && Names.begin(name, "access-control-"))
                    && !Names.in(policy.removeResponse(), name)) {
                boolean message = hidden && Names.are(name, Names.GRPC_MESSAGE);
                add(name, message ? GrpcStatus.FIXED_MESSAGE : fields.value(i), out);
            }
        }
    }

    private void add(CharSequence name, CharSequence value, MultiMap out) {
        if (Names.are(name, Names.SET_COOKIE)) {
            if (Cookies.mayBeSet(value, policy.cookies())) {
                out.add(name, value);
            }
        } else if (Names.are(name, Names.LOCATION)) {
            out.add(name, Locations.relative(value.toString(), endpoints));
        } else {
            out.add(name, value);
        }
    }

    /** Adds the trailers that may pass. */
    void copyTrailers(Fields trailers, MultiMap out) {
        boolean hidden =
                grpc && GrpcStatus.tellsOfInside(trailers) && !policy.exposeUpstreamErrors();
        for (int i = 0; i < trailers.size(); i++) {
            CharSequence name = trailers.name(i);
            if ((grpc || Names.in(policy.trailers(), name)) && !isHeadOnly(name)) {
                boolean message = hidden && Names.are(name, Names.GRPC_MESSAGE);
                out.add(name, message ? GrpcStatus.FIXED_MESSAGE : trailers.value(i));
            }
        }
    }

    /**
     * What would change the meaning of a message, were it believed at its end (RFC 9110, 6.5.1).
     */
    private static boolean isHeadOnly(CharSequence name) {
        return isDropped(name)
                || Names.are(name, Names.CONTENT_LENGTH)
                || Names.are(name, Names.CONTENT_TYPE)
                || Names.are(name, Names.SET_COOKIE)
                || Names.are(name, Names.LOCATION)
                || Names.are(name, Names.HOST);
    }

    /** Names are compared as those of requests are, an underscore equal to a hyphen. */
    static boolean isDropped(CharSequence name) {
        return AsciiString.indexOf(name, '_', 0) < 0
                ? isDroppedName(name)
                : isDroppedName(name.toString().replace('_', '-'));
    }

    private static boolean isDroppedName(CharSequence name) {
        return switch (name.charAt(0) | 0x20) {
            case 'a' -> Names.are(name, Names.ALT_SVC);
            case 'c' -> isOne(name, C);
            case 'h' -> Names.are(name, HTTP2_SETTINGS);
            case 'k' -> Names.are(name, KEEP_ALIVE);
            case 'p' -> isOne(name, P);
            case 'r' -> Names.begin(name, RATE_LIMIT);
            case 's' -> Names.are(name, SERVER);
            case 't' -> isOne(name, T);
            case 'u' -> Names.are(name, UPGRADE);
            case 'x' -> isOne(name, X) || beginsWithOne(name, X_PREFIXES);
            default -> false;
        };
    }

    private static boolean isOne(CharSequence name, AsciiString[] names) {
        for (AsciiString each : names) {
            if (Names.are(name, each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsWithOne(CharSequence name, AsciiString[] prefixes) {
        for (AsciiString each : prefixes) {
            if (Names.begin(name, each)) {
                return true;
            }
        }
        return false;
    }
}
