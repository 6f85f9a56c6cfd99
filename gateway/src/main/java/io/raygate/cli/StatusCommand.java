package io.raygate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raygate status}: how a running gateway's clusters stand. */
@Command(
        name = "status",
        description = "Shows how the clusters of a running gateway stand.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private final Surroundings around;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private AdminOptions options = new AdminOptions();

    public StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return Session.run(spec, around, options, session -> session.show("/v1/status"));
    }
}
