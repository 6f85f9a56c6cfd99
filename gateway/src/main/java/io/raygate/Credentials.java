package io.raygate;

import io.raygate.admin.AdminParts;
import io.raygate.admin.Bootstrap;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Peppers;
import io.raygate.config.ApiKeysConfig;
import io.raygate.config.ConfigProblem;
import io.raygate.config.GatewayConfig;
import io.raygate.config.StateConfig;
import io.raygate.config.UsageConfig;
import io.raygate.limit.LimitLedger;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.LiveCredentials;
import io.raygate.store.QuotaKeeper;
import io.raygate.store.StateFolder;
import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import io.raygate.store.UsageLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of credentials of one gateway, and what keeps the data path as current as it is. */
final class Credentials implements AutoCloseable {
    /** Where Linux has its file system in memory. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final GatewayParts parts;
    private final StateFolder folder;
    private final Store store;
    private final LiveCredentials live;
    private final CheckedPeppers peppers;
    private final @Nullable UsageLedger usage;
    private final QuotaKeeper quotas;

    private Credentials(
            GatewayParts parts,
            StateFolder folder,
            Store store,
            LiveCredentials live,
            CheckedPeppers peppers,
            @Nullable UsageLedger usage,
            QuotaKeeper quotas) {
        this.parts = parts;
        this.folder = folder;
        this.store = store;
        this.live = live;
        this.peppers = peppers;
        this.usage = usage;
        this.quotas = quotas;
    }

    /**
     * Opens the store that the configuration names and loads what it holds; blocking.
     *
     * @param inForce the configuration that serves
     * @param limits of which quotas are kept
     * @param answers is told whether the store answers, at each change of that
     * @return null where the configuration has no state folder
     * @throws StartFailure if the folder cannot be written, an embedded store not be read, or a
     *     pepper is missing or wrong; a shared store may come later
     */
    static @Nullable Credentials open(
            GatewayParts parts,
            Supplier<Compiled> inForce,
            LimitLedger limits,
            Consumer<Boolean> answers)
            throws StartFailure {
        Compiled compiled = inForce.get();
        StateConfig state = compiled.loaded().config().state();
        if (state == null) {
            return null;
        }
        GatewayConfig config = compiled.loaded().config();
        StorePlace place = StorePlace.open(config, state, parts.environment());
        StateFolder folder = place.folder();
        Store store =
                Store.of(
                        place.settings(),
                        new Store.Parts(
                                parts.wall(),
                                new KeyGenerator(parts.random()),
                                () -> inUse(parts),
                                new DeclaredTenants(inForce),
                                new DeclaredLimits(inForce),
                                new DeclaredKeyHashes(inForce)));
        ApiKeysConfig words = config.auth().apiKeys();
        CheckedPeppers peppers = new CheckedPeppers(folder, store, parts.random());
        QuotaKeeper quotas = quotas(store, limits, parts);
        LiveCredentials live =
                new LiveCredentials(
                        store,
                        new LiveCredentials.Parts(
                                parts.registries().keys(),
                                parts.registries().tenants(),
                                new LimitsOfStore(parts.registries().limitSets()),
                                () -> peppers.checked(inForce.get()),
                                records ->
                                        parts.registries()
                                                .revocations()
                                                .replace(RevocationsOf.records(records)),
                                found -> {
                                    if (found) {
                                        quotas.load();
                                    }
                                    answers.accept(found);
                                },
                                parts.wall(),
                                words.poll(),
                                words.maxStale()));
        Credentials credentials =
                new Credentials(
                        parts,
                        folder,
                        store,
                        live,
                        peppers,
                        ledger(config, folder, store, parts),
                        quotas);
        credentials.begin(compiled);
        return credentials;
    }

    private static @Nullable UsageLedger ledger(
            GatewayConfig config, StateFolder folder, Store store, GatewayParts parts)
            throws StartFailure {
        UsageConfig words = config.usage();
        if (words == null) {
            return null;
        }
        Path journal = folder.path().resolve("usage");
        try {
            return new UsageLedger(
                    store,
                    new UsageLedger.Parts(
                            journal,
                            MEMORY,
                            ofThisRun(parts),
                            parts.wall(),
                            words.events(),
                            words.hours(),
                            toFile(words.file())));
        } catch (IOException e) {
            throw new StartFailure(journal + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String ofThisRun(GatewayParts parts) {
        return HexFormat.of().toHexDigits(parts.random().nextLong());
    }

    private static QuotaKeeper quotas(Store store, LimitLedger limits, GatewayParts parts) {
        return new QuotaKeeper(
                store,
                new QuotaKeeper.Parts(
                        ofThisRun(parts), new QuotasOfStore(limits.keepQuotas()), parts.wall()));
    }

    private static UsageLedger.@Nullable ToFile toFile(UsageConfig.@Nullable ToFile words) {
        return words == null
                ? null
                : new UsageLedger.ToFile(words.path(), words.size(), words.keep());
    }

    /** What requests cost goes there; null: it is not kept. */
    @Nullable UsageLedger usage() {
        return usage;
    }

    private void begin(Compiled compiled) throws StartFailure {
        try {
            live.load();
        } catch (StoreUnavailable gone) {
            if (gone.isForGood() || compiled.loaded().config().stores().keys() == null) {
                close();
                throw new StartFailure(String.valueOf(gone.getMessage()), gone);
            }
            LOG.warn("starting without the store of credentials: {}", gone.getMessage());
        }
        live.start();
        quotas.start();
    }

    /** What speaks against going on with the peppers of another configuration; blocking. */
    List<ConfigProblem> objections(Compiled next) {
        return faults(next).stream()
                .map(fault -> next.loaded().problem("auth.apiKeys.peppers", fault, ""))
                .toList();
    }

    /** Without any in use the store was not there yet: it is asked when it comes. */
    private List<String> faults(Compiled next) {
        Peppers inUse = parts.registries().keys().peppers();
        if (inUse == null) {
            return List.of();
        }
        List<String> faults;
        try {
            faults = peppers.faults(next, inUse, parts.registries().keys()::peppers);
        } catch (StoreUnavailable e) {
            faults = List.of("cannot be held against the store: " + e.getMessage());
        }
        if (!faults.isEmpty()) {
            parts.registries().keys().peppers(inUse);
        }
        return faults;
    }

    /** Goes on with them; after {@link #objections} had none. */
    void adopt(Compiled next) {
        if (parts.registries().keys().peppers() == null) {
            return;
        }
        try {
            live.peppers(peppers.of(next));
        } catch (StoreUnavailable e) {
            LOG.warn("the old peppers go on beside the new ones until the store answers", e);
        }
    }

    /** What the admin API needs of them; the secret of the first login is made where it lacks. */
    AdminParts.Credentials forAdmin() throws StartFailure {
        Bootstrap bootstrap = new Bootstrap(folder, parts.random());
        try {
            bootstrap.prepare();
        } catch (IOException e) {
            throw new StartFailure(
                    "state.folder " + folder.path() + " cannot be written: " + e.getMessage(), e);
        }
        return new AdminParts.Credentials(store, bootstrap, this::inUse);
    }

    private Peppers inUse() {
        return inUse(parts);
    }

    private static Peppers inUse(GatewayParts parts) {
        return Objects.requireNonNull(parts.registries().keys().peppers());
    }

    @Override
    public void close() {
        if (usage != null) {
            usage.close();
        }
        quotas.close();
        live.close();
        store.close();
    }
}
