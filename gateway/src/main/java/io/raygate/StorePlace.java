package io.raygate;

import io.raygate.config.GatewayConfig;
import io.raygate.config.StateConfig;
import io.raygate.config.StoresConfig;
import io.raygate.store.StateFolder;
import io.raygate.store.StoreSettings;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the credentials of a configuration lie. Blocking. */
record StorePlace(StateFolder folder, StoreSettings settings) {

    /**
     * Makes the state folder, and the file of an embedded store, where they are not there.
     *
     * @throws StartFailure if they cannot be made or written
     */
    static StorePlace open(
            GatewayConfig config, StateConfig state, Function<String, @Nullable String> environment)
            throws StartFailure {
        StateFolder folder = folder(state);
        StoresConfig.Keys shared = config.stores().keys();
        return new StorePlace(
                folder,
                shared == null
                        ? embedded(folder)
                        : new StoreSettings.Shared(
                                shared.jdbc(),
                                shared.user(),
                                new StorePassword("keys", shared.password(), environment)));
    }

    private static StateFolder folder(StateConfig state) throws StartFailure {
        try {
            return StateFolder.open(state.folder());
        } catch (IOException e) {
            throw new StartFailure(
                    "state.folder " + state.folder() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static StoreSettings embedded(StateFolder folder) throws StartFailure {
        try {
            return new StoreSettings.Embedded(folder.database());
        } catch (IOException e) {
            throw new StartFailure(
                    "the store in " + folder.path() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
