package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/** S-103: the numbers that the guard is asked by are those of this process. */
class ProcessMemoryTest {
    private static final int LARGE = 32 << 20;

    private final ProcessMemory memory = new ProcessMemory();

    @Test
    void sharesArePercent() {
        assertThat(memory.get().heap()).isBetween(0.0, 100.0);
        assertThat(memory.get().direct()).isBetween(0.0, 100.0);
    }

    @Test
    void buffersOfNettyCountAsDirect() {
        double before = memory.get().direct();
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(LARGE);
        try {
            assertThat(memory.get().direct()).isGreaterThan(before);
        } finally {
            buffer.release();
        }
    }
}
