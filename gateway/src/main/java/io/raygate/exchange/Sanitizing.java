package io.raygate.exchange;

import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The work of the sanitiser on one request: each check in its turn, then the head. */
final class Sanitizing {
    private static final int BLANKS_AND_VERSION = " ".length() + " HTTP/1.1".length();

    private final Arrival arrival;
    private final SortedFields fields;
    private final SanitizerRules rules;
    private final long length;

    Sanitizing(Arrival arrival, SortedFields fields, SanitizerRules rules) {
        this.arrival = arrival;
        this.fields = fields;
        this.rules = rules;
        this.length = Framing.length(arrival, fields);
    }

    Decision<RequestHead> head(Origin origin) {
        Rejection fault = fault();
        if (fault != null) {
            return Decision.refuse(fault);
        }
        String target = Objects.requireNonNullElse(arrival.target(), "");
        if (target.equals("*")) {
            return asterisk();
        }
        return Target.of(target, rules.paths(), !arrival.isHttp2())
                .then(parts -> addressed(parts, origin));
    }

    /** What is wrong before target and host are looked at; framing first, since it closes. */
    private @Nullable Rejection fault() {
        if (arrival.version() == null) {
            return Rejection.of(RejectionCode.VERSION_NOT_SUPPORTED, "an unknown version");
        }
        if (length == Framing.BROKEN) {
            return Rejection.of(RejectionCode.MALFORMED_REQUEST, "no certain body length");
        }
        if (arrival.isHttp2() && !isWeb(arrival.scheme()) && !arrival.method().equals("CONNECT")) {
            return Rejection.of(RejectionCode.MALFORMED_REQUEST, "not a scheme of the web");
        }
        if (fields.fault() != null) {
            return fields.fault();
        }
        if (fields.count(FieldUse.CONTENT_TYPE) > 1) {
            return Rejection.of(RejectionCode.MALFORMED_REQUEST, "more than one content type");
        }
        if (!ConnectionOptions.strip(fields)) {
            return Rejection.of(RejectionCode.MALFORMED_REQUEST, "too many options");
        }
        Rejection method = MethodRules.fault(arrival.method(), rules);
        return method == null ? sizeOrExpectation() : method;
    }

    private static boolean isWeb(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
    }

    private @Nullable Rejection sizeOrExpectation() {
        String target = arrival.target();
        int line = arrival.method().length() + BLANKS_AND_VERSION;
        if (target != null && line + target.length() > rules.sizes().requestLine()) {
            return Rejection.of(RejectionCode.URI_TOO_LONG, "the target is too long");
        }
        String expected = fields.value(FieldUse.EXPECT);
        return expected == null || expected.equalsIgnoreCase("100-continue")
                ? null
                : Rejection.of(RejectionCode.EXPECTATION_FAILED, "only 100-continue");
    }

    /** S-10: asks for the server as a whole, which is the gateway. */
    private Decision<RequestHead> asterisk() {
        if (AddressedHost.of(arrival, fields, null) == null) {
            return Decision.refuse(badHost());
        }
        return arrival.method().equals("OPTIONS")
                ? new Decision.Answer<>(new OwnAnswer(204, new Fields()))
                : PathFault.NOT_ABSOLUTE.refuse();
    }

    private Decision<RequestHead> addressed(Target target, Origin origin) {
        Authority authority = AddressedHost.of(arrival, fields, target.authority());
        if (authority == null) {
            return Decision.refuse(badHost());
        }
        Peer peer = arrival.peer();
        if (peer.secure()
                && !rules.servedNames()
                        .fits(peer.listener(), peer.serverName(), authority.host())) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.MISDIRECTED_REQUEST, "another certificate's name"));
        }
        boolean webSocket = WebSocketAsked.by(arrival, fields);
        if (webSocket && !WebSocketAsked.isValid(arrival, fields.kept, length)) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.UPGRADE_NOT_ALLOWED, "a broken handshake"));
        }
        return Decision.proceed(head(target, authority, origin, kind(webSocket)));
    }

    private RequestKind kind(boolean webSocket) {
        if (webSocket) {
            return RequestKind.WEBSOCKET;
        }
        CharSequence type = fields.kept.get("content-type");
        if (!Grpc.isContentType(type == null ? null : type.toString())) {
            return RequestKind.HTTP;
        }
        Grpc.stripMetadata(fields.kept);
        return RequestKind.GRPC;
    }

    private RequestHead head(Target target, Authority authority, Origin origin, RequestKind kind) {
        return new RequestHead(
                HttpMethod.valueOf(arrival.method()),
                target.path(),
                target.query(),
                authority,
                fields.kept,
                fields.withheld,
                PresentedCredentials.in(fields),
                origin,
                length,
                expectsContinue(),
                kind);
    }

    /** An HTTP/1.0 client cannot wait for it (RFC 9110, 10.1.1), and no body needs no waiting. */
    private boolean expectsContinue() {
        return fields.count(FieldUse.EXPECT) > 0 && length != 0 && !arrival.isHttp10();
    }

    private static Rejection badHost() {
        return Rejection.of(RejectionCode.INVALID_HOST, "not one valid host");
    }
}
