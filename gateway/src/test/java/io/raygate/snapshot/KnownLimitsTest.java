package io.raygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.limit.LimitSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words are in force under a name. */
class KnownLimitsTest {
    private final KnownLimits known = new KnownLimits();

    private int concurrency(String name) {
        LimitSet set = known.find(name);
        return set == null ? -1 : set.concurrency();
    }

    private static Map<String, LimitSet> declared(String name, int concurrency) {
        KnownLimits other = new KnownLimits();
        other.store(name, words(concurrency));
        LimitSet set = other.find(name);
        assertThat(set).isNotNull();
        return Map.of(name, set);
    }

    private static String words(int concurrency) {
        return "{\"concurrency\":" + concurrency + "}";
    }

    @Test
    void theWordsOfTheStoreAreThoseItSaidLast() {
        known.store("trial", words(2));
        known.store("trial", words(3));
        known.store("other", words(4));
        assertThat(concurrency("trial")).isEqualTo(3);
        known.forget("trial");
        assertThat(concurrency("trial")).isEqualTo(-1);
        known.store("trial", words(5));
        known.retain(Set.of("trial"));
        assertThat(concurrency("trial")).isEqualTo(5);
        assertThat(concurrency("other")).isEqualTo(-1);
    }

    /** As after a newer gateway wrote a word that this one does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"word\":1}", "{\"concurrency\":0}", "[]", "{", "", "null"})
    void whatCannotBeReadLeavesTheWordsOfBefore(String words) {
        known.store("trial", words);
        assertThat(concurrency("trial")).isEqualTo(-1);
        known.store("trial", words(2));
        known.store("trial", words);
        assertThat(concurrency("trial")).isEqualTo(2);
    }

    @Test
    void theWordsOfTheFileGoBefore() {
        known.store("trial", words(2));
        known.declare(declared("trial", 3));
        assertThat(concurrency("trial")).isEqualTo(3);
        known.declare(Map.of());
        assertThat(concurrency("trial")).isEqualTo(2);
    }

    /** A request may meet a tenant of one configuration with the snapshot of the other. */
    @Test
    void whileOneIsSwappedForAnotherBothAreKnown() {
        known.declare(declared("old", 1));
        known.widen(declared("new", 2));
        assertThat(concurrency("old")).isEqualTo(1);
        assertThat(concurrency("new")).isEqualTo(2);
        known.declare(declared("new", 2));
        assertThat(concurrency("old")).isEqualTo(-1);
    }
}
