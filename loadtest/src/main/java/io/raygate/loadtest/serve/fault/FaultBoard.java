package io.raygate.loadtest.serve.fault;

import java.util.ArrayList;
import java.util.List;

/** Strikes faults and remembers how to heal those that last; used on the event loop. */
public final class FaultBoard {
    private final Stage stage;
    private final List<Script> scripts = new ArrayList<>();

    public FaultBoard(Stage stage) {
        this.stage = stage;
    }

    /**
     * Lets a fault happen now.
     *
     * @throws IllegalArgumentException where it names what is not there
     */
    public void strike(Fault fault) {
        scripts.removeIf(Script::isHealed);
        var script = new Script(stage.cluster().context().time());
        fault.strike(stage, script);
        scripts.add(script);
    }

    /** Makes everything good that would last, the youngest fault first. */
    public void heal() {
        List.copyOf(scripts).reversed().forEach(Script::heal);
        scripts.clear();
    }
}
