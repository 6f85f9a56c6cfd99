package io.raygate.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * S-106: the build refuses libraries with known holes, and the list of them is about what we ship.
 */
class AdvisoriesTest {
    private static final Path POM = Path.of(System.getProperty("basedir", "."), "..", "pom.xml");
    private static final Pattern BAN =
            Pattern.compile("<exclude>([^:<]+):([^:<]+):\\(,([^)]+)\\)</exclude>");

    @Test
    void noLibraryIsOlderThanItsRepair() throws IOException {
        assertThat(bans())
                .allSatisfy(ban -> assertThat(shipped(ban.name())).isGreaterThanOrEqualTo(of(ban)));
    }

    @Test
    void oldNettyAndVertxAreRefused() throws IOException {
        assertThat(refusedBelow("netty-codec-http")).isGreaterThanOrEqualTo(of("4.2.15.Final"));
        assertThat(refusedBelow("netty-codec-http2")).isGreaterThanOrEqualTo(of("4.2.15.Final"));
        assertThat(refusedBelow("netty-handler")).isGreaterThanOrEqualTo(of("4.2.15.Final"));
        assertThat(refusedBelow("netty-common")).isGreaterThanOrEqualTo(of("4.2.15.Final"));
        assertThat(refusedBelow("vertx-core")).isGreaterThanOrEqualTo(of("5.0.12"));
    }

    private static Version refusedBelow(String name) throws IOException {
        return bans().stream()
                .filter(ban -> ban.name().equals(name))
                .map(AdvisoriesTest::of)
                .findFirst()
                .orElseThrow();
    }

    private static Version shipped(String name) {
        return RunTimeArtifact.all().stream()
                .filter(artifact -> artifact.name().equals(name))
                .map(AdvisoriesTest::of)
                .min(Version::compareTo)
                .orElseThrow();
    }

    /** What the enforcer's rule bans, with the first version that it lets through. */
    private static List<RunTimeArtifact> bans() throws IOException {
        return BAN.matcher(Files.readString(POM))
                .results()
                .map(m -> new RunTimeArtifact(m.group(1), m.group(2), m.group(3)))
                .toList();
    }

    private static Version of(RunTimeArtifact artifact) {
        return of(artifact.version());
    }

    private static Version of(String text) {
        return Version.parse(text);
    }
}
