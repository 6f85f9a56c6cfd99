package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyUseWriterTest {

    @Test
    void writesInBatchesOfBoundedSizeAndOneOrder() {
        Map<KeyId, Long> used = new HashMap<>();
        LongStream.range(0, 1_001).forEach(i -> used.put(new KeyId(i * 7_919 % 1_001, i), i));
        List<Map<KeyId, Long>> batches = KeyUseWriter.batches(used);
        assertThat(batches).extracting(Map::size).containsExactly(500, 500, 1);
        assertThat(batches.stream().flatMap(batch -> batch.keySet().stream()).map(KeyId::high))
                .hasSize(1_001)
                .isSorted();
        assertThat(batches).allSatisfy(batch -> assertThat(used).containsAllEntriesOf(batch));
    }

    @Test
    void writesNothingWhereNothingWasUsed() {
        assertThat(KeyUseWriter.batches(Map.of())).isEmpty();
    }
}
