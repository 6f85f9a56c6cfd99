package io.raygate;

import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.StateFolder;
import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peppers of a configuration, else the one in the state folder, held against those that the
 * store was used with. Blocking.
 */
final class CheckedPeppers {
    private static final Logger LOG = LoggerFactory.getLogger(CheckedPeppers.class);
    private static final String OWN = "pepper-1";

    private final StateFolder folder;
    private final Store store;
    private final RandomGenerator random;

    /**
     * @param random cryptographically strong
     */
    CheckedPeppers(StateFolder folder, Store store, RandomGenerator random) {
        this.folder = folder;
        this.store = store;
        this.random = random;
    }

    /**
     * Those to go on with.
     *
     * @throws StoreUnavailable if the store does not answer, or was used with others
     */
    Peppers checked(Compiled compiled) {
        Peppers peppers = of(compiled);
        List<String> faults = taken(peppers);
        if (!faults.isEmpty()) {
            throw StoreUnavailable.forGood(source(compiled) + ": " + String.join("; ", faults));
        }
        return peppers;
    }

    /**
     * What speaks against them; {@code inUse} need no second look.
     *
     * @param meanwhile takes both together before the store is asked: what is made after that can
     *     be read by the new ones, whatever the store did not hold yet when it answered
     */
    List<String> faults(Compiled compiled, Peppers inUse, Consumer<Peppers> meanwhile) {
        Peppers peppers = of(compiled);
        if (peppers.equals(inUse)) {
            return List.of();
        }
        meanwhile.accept(inUse.with(peppers));
        return taken(peppers);
    }

    /** The first pepper of most stores was made by nobody who could know that it is version 1. */
    private List<String> taken(Peppers peppers) {
        boolean withOwn = peppers.version(1) != null || !Files.exists(file());
        String remedy =
                "; version 1 is the one made in the state folder: 1: {file: " + file() + "}";
        return store.take(peppers).stream()
                .map(
                        fault ->
                                withOwn || !fault.startsWith("pepper 1 is missing")
                                        ? fault
                                        : fault + remedy)
                .toList();
    }

    /**
     * Makes one where nobody ever gave any.
     *
     * @throws StoreUnavailable if there is none, and the store was used or does not answer
     */
    Peppers of(Compiled compiled) {
        Peppers configured = compiled.snapshot().peppers();
        try {
            return configured == null ? own() : configured;
        } catch (IOException e) {
            throw StoreUnavailable.forGood("the pepper in " + file() + " cannot be used: " + e);
        }
    }

    /**
     * Those of a configuration, else the one in the state folder, which is not made here.
     *
     * @throws StoreUnavailable if the one in the state folder cannot be used
     */
    static Optional<Peppers> given(Compiled compiled, StateFolder folder) {
        Peppers configured = compiled.snapshot().peppers();
        if (configured != null) {
            return Optional.of(configured);
        }
        Path file = folder.path().resolve(OWN);
        try {
            return folder.secret(OWN).map(secret -> own(secret, file));
        } catch (IOException e) {
            throw StoreUnavailable.forGood("the pepper in " + file + " cannot be used: " + e);
        }
    }

    private Peppers own() throws IOException {
        String secret = folder.secret(OWN).orElse(null);
        if (secret == null) {
            store.prepare();
            if (!store.isUnused()) {
                throw StoreUnavailable.forGood(
                        "the pepper is missing: neither auth.apiKeys.peppers nor "
                                + file()
                                + " gives one, and the store was used with one; put back the copy of it");
            }
            secret = folder.renewSecret(OWN, random);
            LOG.warn(
                    "made a pepper in {}: without it no key of the store can be used, so keep a copy apart from the database",
                    file());
        }
        return own(secret, file());
    }

    private static Peppers own(String secret, Path file) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < Pepper.SHORTEST) {
            throw StoreUnavailable.forGood(
                    file
                            + ": pepper 1 is shorter than "
                            + Pepper.SHORTEST
                            + " octets; put back the copy of it");
        }
        return new Peppers(List.of(new Pepper(1, secret)));
    }

    private String source(Compiled compiled) {
        return compiled.snapshot().peppers() == null ? file().toString() : "auth.apiKeys.peppers";
    }

    private Path file() {
        return folder.path().resolve(OWN);
    }
}
