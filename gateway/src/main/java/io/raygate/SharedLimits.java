package io.raygate;

import io.raygate.config.StoresConfig;
import io.raygate.limit.Leases;
import io.raygate.limit.LimitStore;
import io.raygate.limit.shared.RedisAddress;
import io.raygate.limit.shared.RedisLimits;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The talk of this gateway with the store of limits, on a thread of its own. */
final class SharedLimits implements AutoCloseable {
    /** A gateway serves without the store, so its start does not wait for one that is away. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(SharedLimits.class);

    private final Leases leases;
    private final LimitStore store;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread talk = Thread.ofVirtual().name("limits").unstarted(this::talk);

    private SharedLimits(Leases leases, LimitStore store) {
        this.leases = leases;
        this.store = store;
    }

    /** Null where the configuration names no store. */
    static @Nullable SharedLimits of(StoresConfig.@Nullable Limits words, GatewayParts parts) {
        if (words == null) {
            return null;
        }
        Supplier<UUID> names = () -> name(parts.random());
        RedisAddress address =
                new RedisAddress(
                        words.redis(),
                        words.user(),
                        new StorePassword("limits", words.password(), parts.environment()),
                        words.ca());
        return new SharedLimits(new Leases(parts.nanos(), names), new RedisLimits(address, names));
    }

    private static UUID name(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    Leases leases() {
        return leases;
    }

    /** Blocking until the store has answered once, or is known to be away. */
    void begin() {
        talk.start();
        try {
            if (!tried.await(FIRST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("starting without the store of limits");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is worth to be said of it; empty: nothing. */
    String remark() {
        return leases.isConnected()
                ? ""
                : "the store of limits does not answer: each gateway gives its own part";
    }

    /** One that fails by a fault of ours must not be the last. */
    private boolean round() {
        try {
            return leases.round(store);
        } catch (RuntimeException fault) {
            LOG.error("a round with the store of limits failed", fault);
            return false;
        }
    }

    private void talk() {
        try {
            while (true) {
                boolean answered = round();
                tried.countDown();
                if (answered) {
                    leases.await();
                } else {
                    Thread.sleep(BETWEEN_TRIES);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocking; what requests still hold is free once the store has not heard of the gateway. */
    @Override
    public void close() {
        talk.interrupt();
        try {
            talk.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.end(store);
        store.close();
    }
}
