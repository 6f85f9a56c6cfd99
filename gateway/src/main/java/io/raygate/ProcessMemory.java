package io.raygate;

import io.netty.util.internal.PlatformDependent;
import io.raygate.pipeline.MemoryGuard;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Supplier;

/** What this process uses of its heap and of the memory beside it. */
final class ProcessMemory implements Supplier<MemoryGuard.Reading> {
    private final List<MemoryPoolMXBean> heap =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();

    @Override
    public MemoryGuard.Reading get() {
        return new MemoryGuard.Reading(
                percent(afterCollection(), Runtime.getRuntime().maxMemory()),
                percent(PlatformDependent.usedDirectMemory(), PlatformDependent.maxDirectMemory()));
    }

    /** Bytes that the last collection of each pool left. */
    private long afterCollection() {
        long left = 0;
        for (MemoryPoolMXBean pool : heap) {
            MemoryUsage usage = pool.getCollectionUsage();
            left += usage == null ? 0 : usage.getUsed();
        }
        return left;
    }

    /** 0 where the platform does not tell. */
    private static double percent(long used, long most) {
        return used < 0 || most <= 0 ? 0 : 100.0 * used / most;
    }
}
