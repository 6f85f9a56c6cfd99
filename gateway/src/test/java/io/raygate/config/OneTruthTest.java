package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.CanonicalPath;
import io.raygate.exchange.Decision;
import io.raygate.exchange.PathRules;
import io.raygate.exchange.ReservedPath;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Rules that the configuration knows too, since it may import none, say the same as those at run
 * time.
 */
class OneTruthTest {

    /** S-23: a configured path that is not canonical would never match. */
    @Property
    void configuredPathsAreCanonical(@ForAll("paths") String path) {
        if (HttpPaths.EXACT.parse(path) instanceof Parsed.Value) {
            assertThat(CanonicalPath.of(path, PathRules.STRICT)).isEqualTo(Decision.proceed(path));
        }
    }

    /** S-23: what could be read in two ways would match in one only. */
    @Property
    void configuredPathsHaveOneReading(@ForAll("paths") String path) {
        if (HttpPaths.EXACT.parse(path) instanceof Parsed.Value) {
            assertThat(CanonicalPath.asUpstreamReads(path)).isEqualTo(path);
        }
    }

    /** S-71. */
    @Property
    void reservedPathsAreTheSame(@ForAll("paths") String path) {
        if (HttpPaths.EXACT.parse(path) instanceof Parsed.Value) {
            assertThat(ReservedPaths.isRaysOwn(path) || ReservedPaths.isDashboards(path))
                    .isEqualTo(ReservedPath.matches(path));
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "/",
                        "-",
                        "api",
                        "nodes",
                        "logical",
                        "metrics",
                        "logs",
                        "ray.serve.RayServeAPIService",
                        "v1",
                        ".",
                        "..",
                        "a b",
                        "%20",
                        "%2F",
                        "%41",
                        "%C3%A9",
                        "%FF",
                        "%25",
                        "%3A",
                        "%3B",
                        "%24",
                        ";x",
                        ":",
                        "@",
                        "'",
                        "é")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> "/" + String.join("", parts));
    }
}
