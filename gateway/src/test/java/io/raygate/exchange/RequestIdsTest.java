package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ids that the gateway makes (S-34). */
class RequestIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00.123Z");
    private final RequestIds ids =
            new RequestIds(InstantSource.fixed(NOW), new SplittableRandom(7));

    @Test
    void makesUuidsOfVersion7() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = UUID.fromString(ids.next());
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        }
    }

    @Test
    void neverRepeatsAnId() {
        Set<String> seen = new HashSet<>();
        RequestIds other = RequestIds.seeded(InstantSource.fixed(NOW));
        RequestIds another = RequestIds.seeded(InstantSource.fixed(NOW));
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.next())).isTrue();
            assertThat(seen.add(other.next())).isTrue();
            assertThat(seen.add(another.next())).isTrue();
        }
    }

    @Test
    void makesTraceContextsThatOthersAccept() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String parent = ids.traceparent();
            assertThat(TraceContext.isParent(parent)).isTrue();
            assertThat(parent).endsWith("-00");
            assertThat(seen.add(parent)).isTrue();
        }
    }
}
