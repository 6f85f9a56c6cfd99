package io.raygate.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Authority;
import io.raygate.exchange.Fields;
import io.raygate.exchange.RequestHead;
import io.raygate.testing.Heads;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matching and its precedence: S-26, and the slash rule of the configuration page. */
class RouteTableTest {
    private static final Set<String> COMMON = Set.of("GET", "POST");

    private static Route route(String id, String path, boolean exact, String... hosts) {
        return new Route(id, 0, Set.of(hosts), path, exact, COMMON, false, Map.of(), false);
    }

    private static RequestHead head(String host, String method, String path, String... fields) {
        RequestHead any = Heads.bearing(null);
        Fields all = new Fields();
        for (int i = 0; i < fields.length; i += 2) {
            all.add(fields[i], fields[i + 1]);
        }
        return new RequestHead(
                HttpMethod.valueOf(method),
                path,
                null,
                new Authority(host, -1),
                all,
                any.withheld(),
                any.presented(),
                any.origin(),
                0,
                false,
                any.kind());
    }

    private static String boundTo(RouteTable table, RequestHead head) {
        return table.match(head) instanceof Matched.To(var route) ? route.id() : "-";
    }

    @ParameterizedTest
    @CsvSource({
        "/v1, v1",
        "/v1/, v1",
        "/v1/chat, v1",
        "/v1/chat/completions, chat",
        "/v1/chat/completions/, v1",
        "/v1x, -",
        "/V1, -",
        "/, -",
        "/v1/models, models",
        "/v1/models/, models",
        "/v1/models/a, models"
    })
    void matchesWholeSegmentsAndPrefersTheMoreSpecificPath(String path, String expected) {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("v1", "/v1", false),
                                route("models", "/v1/models", false),
                                route("chat", "/v1/chat/completions", true)));
        assertThat(boundTo(table, head("a.example", "GET", path))).isEqualTo(expected);
    }

    /** S-23, S-71: Ray decodes escapes before it routes, others cut parameters. */
    @ParameterizedTest
    @CsvSource({
        "/open/a%2Fb, open",
        "/open%2Fa, -",
        "/private/a%2Fb, private",
        "/private%2Fa, -",
        "/%2Fprivate/a, -",
        "/private;x/a, -",
        "/private;x%2Fa, -",
        "/x;private/a, all",
        "/x/private%2Fa, all",
        "/privatea%2Fb, all",
        "/jobs:cancel, cancel",
        "/jobs%3Acancel, -",
        "/jobs%3Acancelled, all",
        "/open/a%3Ab, open",
        "/private/a%40b, private",
    })
    void bindsNoPathThatAnUpstreamMayReadAsAnotherRoutes(String path, String expected) {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("all", "/", false),
                                route("open", "/open", false),
                                route("cancel", "/jobs:cancel", true),
                                route("private", "/private", false)));
        assertThat(boundTo(table, head("a.example", "GET", path))).isEqualTo(expected);
    }

    @Test
    void aRootPrefixCoversEverything() {
        RouteTable table = new RouteTable(List.of(route("all", "/", false)));
        assertThat(boundTo(table, head("a.example", "GET", "/"))).isEqualTo("all");
        assertThat(boundTo(table, head("a.example", "GET", "/x/y"))).isEqualTo("all");
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com, exact",
        "b.example.com, wildcard",
        "c.b.example.com, wildcard",
        "example.com, any",
        "other.org, any"
    })
    void prefersTheMoreSpecificHost(String host, String expected) {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("any", "/", false),
                                route("wildcard", "/", false, "*.example.com"),
                                route("exact", "/", false, "api.example.com")));
        assertThat(boundTo(table, head(host, "GET", "/x"))).isEqualTo(expected);
    }

    @Test
    void aHostWithoutAFittingPathFallsThroughToRoutesOfAnyHost() {
        RouteTable table =
                new RouteTable(
                        List.of(
                                route("any", "/", false),
                                route("host", "/only", false, "a.example")));
        assertThat(boundTo(table, head("a.example", "GET", "/else"))).isEqualTo("any");
    }

    @Test
    void prefersNamedMethodThenMoreHeadersThenTheId() {
        Route named =
                new Route(
                        "z-named", 0, Set.of(), "/x", false, Set.of("GET"), true, Map.of(), false);
        Route headers =
                new Route(
                        "y-headers",
                        0,
                        Set.of(),
                        "/x",
                        false,
                        COMMON,
                        false,
                        Map.of("X-Env", "canary"),
                        false);
        RouteTable table =
                new RouteTable(
                        List.of(route("b", "/x", false), route("a", "/x", false), headers, named));
        assertThat(boundTo(table, head("h", "GET", "/x", "x-env", "canary"))).isEqualTo("z-named");
        assertThat(boundTo(table, head("h", "POST", "/x", "x-env", "canary")))
                .isEqualTo("y-headers");
        assertThat(boundTo(table, head("h", "POST", "/x", "x-env", "other"))).isEqualTo("a");
    }

    /** S-26: of two values an upstream may read the other one. */
    @Test
    void aHeaderWithTwoValuesHasNeither() {
        Route canary =
                new Route(
                        "canary",
                        0,
                        Set.of(),
                        "/x",
                        false,
                        COMMON,
                        false,
                        Map.of("X-Env", "canary"),
                        false);
        RouteTable table = new RouteTable(List.of(canary));
        assertThat(boundTo(table, head("h", "GET", "/x", "x-env", "canary"))).isEqualTo("canary");
        assertThat(boundTo(table, head("h", "GET", "/x", "x-env", "canary", "X-Env", "stable")))
                .isEqualTo("-");
        assertThat(boundTo(table, head("h", "GET", "/x", "x-env", "canary", "X-Env", "canary")))
                .isEqualTo("-");
    }

    @Test
    void tellsAWrongMethodFromAnUnknownPath() {
        RouteTable table = new RouteTable(List.of(route("x", "/x", false)));
        assertThat(table.match(head("h", "DELETE", "/x"))).isInstanceOf(Matched.OtherMethod.class);
        assertThat(table.match(head("h", "DELETE", "/y"))).isInstanceOf(Matched.Nothing.class);
    }

    @Test
    void aWrongMethodOnOneRouteDoesNotHideALessSpecificOneThatFits() {
        Route get = new Route("get", 0, Set.of(), "/x", true, Set.of("GET"), true, Map.of(), false);
        RouteTable table = new RouteTable(List.of(get, route("all", "/", false)));
        assertThat(boundTo(table, head("h", "POST", "/x"))).isEqualTo("all");
    }

    @Test
    void redirectsToTheOtherSlashOnlyWhereAskedAndOnlyWhereThatAloneMatches() {
        Route redirecting = new Route("r", 0, Set.of(), "/x/", true, COMMON, false, Map.of(), true);
        Route silent = new Route("s", 0, Set.of(), "/y/", true, COMMON, false, Map.of(), false);
        RouteTable table = new RouteTable(List.of(redirecting, silent));
        assertThat(table.match(head("h", "GET", "/x"))).isInstanceOf(Matched.OtherSlash.class);
        assertThat(table.match(head("h", "GET", "/x/"))).isInstanceOf(Matched.To.class);
        assertThat(table.match(head("h", "GET", "/y"))).isInstanceOf(Matched.Nothing.class);
    }
}
