package io.raygate.snapshot;

import io.raygate.config.ConfigChanges;
import io.raygate.config.ConfigLoader;
import io.raygate.config.ConfigProblem;
import io.raygate.config.ConfigProblems;
import io.raygate.config.ConfigResult;
import io.raygate.config.LoadedConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The file on disk against the snapshot in force: loads, checks whole, compiles, compares and
 * swaps. On any fault the old snapshot stays (S-97). Blocking; one reload at a time; never called
 * on an event loop.
 */
public final class Configuration {
    private final Path file;
    private final ConfigLoader loader;
    private final SnapshotCompiler compiler;

    /** What one look at the file came to. */
    public sealed interface Reload {

        /** It compiles to something else than is in force. */
        record Changed(SnapshotCompiler.Result.Compiled compiled) implements Reload {}

        /** It says what is in force already. */
        record Same() implements Reload {}

        record Refused(List<ConfigProblem> faults) implements Reload {}
    }

    public Configuration(Path file, ConfigLoader loader, SnapshotCompiler compiler) {
        this.file = file;
        this.loader = loader;
        this.compiler = compiler;
    }

    /** Looks for faults besides those of the file and of what compiling needs. */
    public interface Check {
        List<ConfigProblem> faults(LoadedConfig loaded);
    }

    /** Reads and compiles without making anything effective. */
    public SnapshotCompiler.Result read(long version) {
        return read(version, loaded -> List.of());
    }

    /** The same with one more check, whose faults are told with all others. */
    public SnapshotCompiler.Result read(long version, Check check) {
        return compiled(loader.load(file), version, check);
    }

    /** The same for content at hand, as if it stood in the file. */
    public SnapshotCompiler.Result read(String content) {
        return compiled(
                loader.load(file, content.getBytes(StandardCharsets.UTF_8)),
                1,
                loaded -> List.of());
    }

    private SnapshotCompiler.Result compiled(ConfigResult result, long version, Check check) {
        return switch (result) {
            case ConfigProblems(var faults, var warnings) ->
                    new SnapshotCompiler.Result.Faulty(faults);
            case LoadedConfig loaded -> compiler.compile(loaded, version, check.faults(loaded));
        };
    }

    /** Reads the file and holds it against what is in force. */
    public Reload reload(SnapshotCompiler.Result.Compiled inForce) {
        return switch (read(inForce.snapshot().version() + 1)) {
            case SnapshotCompiler.Result.Faulty(var faults) -> new Reload.Refused(faults);
            case SnapshotCompiler.Result.Compiled next when isSame(next, inForce) ->
                    new Reload.Same();
            case SnapshotCompiler.Result.Compiled next -> changed(next, inForce);
        };
    }

    /** What can change at a restart only is refused by name, so that nothing is half in force. */
    private static Reload changed(
            SnapshotCompiler.Result.Compiled next, SnapshotCompiler.Result.Compiled inForce) {
        ConfigChanges changes =
                ConfigChanges.between(inForce.loaded().effective(), next.loaded().effective());
        List<ConfigProblem> fixed =
                changes.needingRestart().stream()
                        .map(change -> change.refusal(next.loaded()))
                        .toList();
        return fixed.isEmpty() ? new Reload.Changed(next) : new Reload.Refused(fixed);
    }

    private static boolean isSame(
            SnapshotCompiler.Result.Compiled next, SnapshotCompiler.Result.Compiled inForce) {
        return next.loaded().config().equals(inForce.loaded().config())
                && next.materials().equals(inForce.materials());
    }
}
