package io.raygate.snapshot;

import io.raygate.config.ConfigProblem;
import io.raygate.config.LoadedConfig;
import java.util.ArrayList;
import java.util.List;

/** Collects what compiling finds wrong, each with the place in the file that says so (S-97). */
final class Faults {
    private final LoadedConfig loaded;
    private final List<ConfigProblem> found = new ArrayList<>();

    /**
     * @param before what was found already
     */
    Faults(LoadedConfig loaded, List<ConfigProblem> before) {
        this.loaded = loaded;
        found.addAll(before);
    }

    /**
     * @param path the key; the nearest key above that the file has gives the place
     */
    void add(String path, String message, String allowed) {
        found.add(loaded.problem(path, message, allowed));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the files, whoever found what. */
    List<ConfigProblem> found() {
        return loaded.positions().inOrder(found);
    }
}
