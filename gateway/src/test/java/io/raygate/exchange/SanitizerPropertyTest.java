package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** S-28 to S-35: what holds of every head, whatever fields come in whatever order. */
class SanitizerPropertyTest {
    private final Sanitizer sanitizer =
            new Sanitizer(new RequestIds(InstantSource.system(), new SplittableRandom(1)));

    /** One field line. */
    record Line(String name, String value) {}

    @Property(tries = 5_000)
    void everyHeadKeepsTheRules(
            @ForAll("versions") HttpVersion version, @ForAll("heads") List<Line> lines) {
        judge(arrival(version, "/x", lines));
    }

    @Property
    void arbitraryTargetsAndFieldsNeverThrow(
            @ForAll("versions") @Nullable HttpVersion version,
            @ForAll String target,
            @ForAll String name,
            @ForAll String value) {
        judge(arrival(version, target, List.of(new Line(name, value))));
    }

    /** No option of Connection takes away what decides whose request it is and where it ends. */
    @Property
    void connectionNeverRemovesWhatTheGatewayReads(@ForAll("options") List<String> options) {
        List<Line> lines =
                List.of(
                        new Line("Connection", String.join(", ", options)),
                        new Line("Content-Length", "3"),
                        new Line("Authorization", "Bearer t"));
        Arrival arrival = arrival(HttpVersion.HTTP_1_1, "/x", lines);
        if (sanitizer.sanitize(arrival, SanitizerRules.DEFAULT)
                instanceof Decision.Proceed<RequestHead>(var head)) {
            assertThat(head.authority().host()).isEqualTo("api.example.com");
            assertThat(head.contentLength()).isEqualTo(3);
            assertThat(head.presented().bearer()).isEqualTo("t");
        } else {
            assertThat(options).hasSizeGreaterThan(32);
        }
    }

    private void judge(Arrival arrival) {
        HeadOracle.judge(
                arrival,
                SanitizerRules.DEFAULT,
                sanitizer.sanitize(arrival, SanitizerRules.DEFAULT));
    }

    private static Arrival arrival(@Nullable HttpVersion version, String target, List<Line> lines) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        fields.add("Host", "api.example.com");
        lines.forEach(line -> fields.add(line.name(), line.value()));
        String authority = version == HttpVersion.HTTP_2 ? "api.example.com" : null;
        Peer peer = new Peer("https", "192.0.2.1", false, null);
        return new Arrival(version, "POST", target, "https", authority, fields, peer);
    }

    @Provide
    Arbitrary<HttpVersion> versions() {
        return Arbitraries.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
    }

    @Provide
    Arbitrary<List<Line>> heads() {
        Arbitrary<String> separators = Arbitraries.of("-", "_");
        Arbitrary<String> names =
                Combinators.combine(known(), separators)
                        .as((name, separator) -> name.replace("-", separator));
        return Combinators.combine(names, values()).as(Line::new).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<String>> options() {
        return known().list().ofMaxSize(40);
    }

    private static Arbitrary<String> known() {
        return Arbitraries.of(
                "Host",
                "Connection",
                "Content-Length",
                "Transfer-Encoding",
                "TE",
                "Upgrade",
                "Keep-Alive",
                "Expect",
                "Authorization",
                "X-API-Key",
                "Cookie",
                "X-Raygate-Tenant",
                "X-Forwarded-For",
                "X-Forwarded-User",
                "Forwarded",
                "X-Request-Id",
                "traceparent",
                "X-Session-Id",
                "Serve-Multiplexed-Model-Id",
                "X-Ray-Y",
                "X-Envoy-Z",
                "Content-Type",
                "Accept",
                "X-Custom",
                "OpenAI-Project",
                "baggage",
                "Sec-WebSocket-Key",
                "close");
    }

    private static Arbitrary<String> values() {
        return Arbitraries.of(
                "",
                "x",
                "5",
                "chunked",
                "close",
                "Host, X-Custom",
                "x-custom",
                "100-continue",
                "websocket",
                "trailers",
                "Bearer t",
                "api.example.com",
                "application/grpc",
                "1.2.3.4");
    }
}
