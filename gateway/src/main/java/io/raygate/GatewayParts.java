package io.raygate;

import io.raygate.auth.FailureRates;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Throttle;
import io.raygate.auth.jwt.NativeProvider;
import io.raygate.auth.jwt.Signatures;
import io.raygate.auth.jwt.Surroundings;
import io.raygate.auth.jwt.fetch.KeySetRegistry;
import io.raygate.config.ConfigLoader;
import io.raygate.pipeline.MemoryGuard;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.Registries;
import io.raygate.snapshot.SnapshotCompiler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway works with and does not make itself: clocks, chance, the environment, and what
 * outlives every snapshot.
 *
 * @param wall for credentials and logs only
 * @param nanos monotonic, for everything that lasts (S-102)
 * @param environment the value of a variable, or null
 * @param memory what is in use now; any thread
 * @param eventLoops at least 1
 */
public record GatewayParts(
        InstantSource wall,
        LongSupplier nanos,
        RandomGenerator random,
        Function<String, @Nullable String> environment,
        Registries registries,
        Throttle throttle,
        Supplier<MemoryGuard.Reading> memory,
        int eventLoops) {

    /** Those of this process: the system's clocks, and an event loop for each processor. */
    public static GatewayParts ofProcess(Function<String, @Nullable String> environment) {
        return of(InstantSource.system(), environment, Runtime.getRuntime().availableProcessors());
    }

    /** The same with another wall clock or number of event loops. */
    public static GatewayParts of(
            InstantSource wall, Function<String, @Nullable String> environment, int eventLoops) {
        LongSupplier nanos = System::nanoTime;
        RandomGenerator random = new SecureRandom();
        return new GatewayParts(
                wall,
                nanos,
                random,
                environment,
                Registries.fresh(nanos, random),
                new Throttle(FailureRates.STANDARD, nanos),
                new ProcessMemory(),
                eventLoops);
    }

    /** The same with other numbers for what memory is in use. */
    public GatewayParts withMemory(Supplier<MemoryGuard.Reading> numbers) {
        return new GatewayParts(
                wall, nanos, random, environment, registries, throttle, numbers, eventLoops);
    }

    /** The same with another monotonic clock for all that the gateway makes itself. */
    public GatewayParts withNanos(LongSupplier other) {
        return new GatewayParts(
                wall, other, random, environment, registries, throttle, memory, eventLoops);
    }

    /** The same with other keys of issuers, which may have a clock of their own. */
    public GatewayParts withKeySets(KeySetRegistry others) {
        Registries next = registries.withKeySets(others);
        return new GatewayParts(
                wall, nanos, random, environment, next, throttle, memory, eventLoops);
    }

    /** A configuration file, to be read and compiled for a gateway of these parts. */
    public Configuration configuration(Path file) {
        Supplier<Surroundings> surroundings =
                () ->
                        new Surroundings(
                                new Signatures(NativeProvider.load()),
                                wall,
                                nanos,
                                throttle,
                                Workers.forSignatures(),
                                registries.tenants(),
                                registries.revocations(),
                                new Fingerprints(random));
        return new Configuration(
                file,
                new ConfigLoader(environment),
                new SnapshotCompiler(environment, surroundings, registries));
    }
}
