package io.raygate.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** What Netty has found to be collected without having been released, and nobody has seen yet. */
final class LeakReports {
    private final Queue<String> unseen = new ConcurrentLinkedQueue<>();

    /** Hears every detector that is made from now on. */
    @SuppressWarnings("deprecation") // of the longer factory method, which is abstract
    void listen() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
                new ResourceLeakDetectorFactory() {
                    @Override
                    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                            Class<T> resource, int samplingInterval, long maxActive) {
                        return newResourceLeakDetector(resource, samplingInterval);
                    }

                    @Override
                    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                            Class<T> resource, int samplingInterval) {
                        return new Detector<>(resource, samplingInterval);
                    }
                });
    }

    /** Has garbage collected, so that what is lost by now is reported by now. */
    void provoke() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
        System.gc();
        Awaitility.await().until(() -> garbage.refersTo(null) && collected.poll() != null);
        ByteBufAllocator.DEFAULT.buffer().release(); // a detector reports when it is next asked
    }

    /** Fails, once, by what has been reported. */
    void check() {
        List<String> leaks = List.copyOf(unseen);
        unseen.clear();
        if (!leaks.isEmpty()) {
            throw new AssertionError(
                    "buffers were lost by this class or one before it:\n"
                            + String.join("\n", leaks));
        }
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            unseen.add(type + records);
            super.reportTracedLeak(type, records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            unseen.add(type);
            super.reportUntracedLeak(type);
        }
    }
}
