package io.raygate.exchange;

import io.raygate.exchange.Decision.Proceed;
import io.raygate.exchange.Decision.Refuse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Request heads as they arrive, written field by field; anything not said is plain. */
final class Arrivals {
    private @Nullable HttpVersion version = HttpVersion.HTTP_1_1;
    private String method = "GET";
    private @Nullable String target = "/";
    private @Nullable String scheme;
    private @Nullable String authority;
    private final MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    private Peer peer = new Peer("https", "192.0.2.1", false, null);
    private SanitizerRules rules = SanitizerRules.DEFAULT;

    /** A GET over HTTP/1.1 with a Host. */
    static Arrivals get(@Nullable String target) {
        return bare("GET", target).field("Host", "api.example.com");
    }

    /** Nothing but a request line. */
    static Arrivals bare(String method, @Nullable String target) {
        Arrivals arrival = new Arrivals();
        arrival.method = method;
        arrival.target = target;
        return arrival;
    }

    static Arrivals http2(String method, String target) {
        Arrivals arrival = bare(method, target).version(HttpVersion.HTTP_2);
        arrival.scheme = "https";
        arrival.authority = "api.example.com";
        return arrival;
    }

    Arrivals method(String name) {
        method = name;
        return this;
    }

    Arrivals version(@Nullable HttpVersion other) {
        version = other;
        return this;
    }

    Arrivals scheme(@Nullable String pseudo) {
        scheme = pseudo;
        return this;
    }

    Arrivals authority(@Nullable String pseudo) {
        authority = pseudo;
        return this;
    }

    Arrivals field(String name, String value) {
        fields.add(name, value);
        return this;
    }

    /** Field lines as {@code name: value}, several parted by {@code |}. */
    Arrivals lines(String lines) {
        for (String line : lines.split("\\|", -1)) {
            int colon = line.indexOf(':');
            field(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return this;
    }

    Arrivals from(String address) {
        peer = new Peer(peer.listener(), address, peer.secure(), peer.serverName());
        return this;
    }

    Arrivals overTls(@Nullable String serverName) {
        peer = new Peer(peer.listener(), peer.address(), true, serverName);
        return this;
    }

    Arrivals under(SanitizerRules others) {
        rules = others;
        return this;
    }

    Decision<RequestHead> decision() {
        Sanitizer sanitizer =
                new Sanitizer(new RequestIds(InstantSource.system(), new SplittableRandom(1)));
        return sanitizer.sanitize(
                new Arrival(version, method, target, scheme, authority, fields, peer), rules);
    }

    /** The head, where the request is expected to pass. */
    RequestHead head() {
        if (decision() instanceof Proceed<RequestHead>(var head)) {
            return head;
        }
        throw new AssertionError("not passed: " + decision());
    }

    /** The refusal, where one is expected. */
    Rejection refusal() {
        if (decision() instanceof Refuse<RequestHead>(var rejection)) {
            return rejection;
        }
        throw new AssertionError("not refused: " + decision());
    }
}
