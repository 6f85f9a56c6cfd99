package io.raygate.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The last refusals are there, few enough, and nobody's push out all the others. */
class RefusalsTest {
    private static final int MOST_OF_ONE = 256;

    private final Refusals refusals = new Refusals();

    private static Refused refused(String id, String tenant, long at) {
        return new Refused(
                id,
                at,
                tenant,
                null,
                "chat",
                null,
                403,
                Outcome.REJECTED,
                Rejection.of(RejectionCode.TENANT_SUSPENDED, "at " + at));
    }

    @Test
    void oneIsFoundByItsIdAndOnlyOfTheTenantThatIsLookedAt() {
        Refused one = refused("r", "acme", 1);
        refusals.add(one);
        assertThat(refusals.find("r", null)).isEqualTo(one);
        assertThat(refusals.find("r", "acme")).isEqualTo(one);
        assertThat(refusals.find("r", "globex")).isNull();
        assertThat(refusals.find("s", null)).isNull();
    }

    /** Both hash alike, so that they share a part. */
    @Test
    void neighboursOfAPartDoNotSeeEachOther() {
        assertThat("AaBB").hasSameHashCodeAs("BBAa");
        refusals.add(refused("r", "AaBB", 1));
        assertThat(refusals.find("r", "BBAa")).isNull();
        assertThat(refusals.find("r", "AaBB")).isNotNull();
    }

    @Test
    void theLastOneOfAnIdCounts() {
        refusals.add(refused("r", "acme", 1));
        refusals.add(refused("r", "globex", 3));
        refusals.add(refused("r", "acme", 2));
        assertThat(requireNonNull(refusals.find("r", null)).atMillis()).isEqualTo(3);
        assertThat(requireNonNull(refusals.find("r", "acme")).atMillis()).isEqualTo(2);
    }

    @Test
    void theOldestGoFirstAndThoseOfOthersStay() {
        refusals.add(refused("other", "globex", 0));
        for (int i = 0; i <= MOST_OF_ONE; i++) {
            refusals.add(refused("r" + i, "acme", i));
        }
        assertThat(refusals.find("r0", "acme")).isNull();
        assertThat(refusals.find("r1", "acme")).isNotNull();
        assertThat(refusals.find("r" + MOST_OF_ONE, null)).isNotNull();
        assertThat(refusals.find("other", "globex")).isNotNull();
    }
}
