package io.raygate;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.Configuration.Reload;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configuration's files each second, and at once when asked, and makes a changed and
 * faultless configuration effective. A bad one is said once and changes nothing (S-97). Runs on a
 * thread of its own.
 */
public final class Reloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final long POLL_MILLIS = 1_000;

    private final Configuration configuration;
    private final Effect effect;
    private final Semaphore asked = new Semaphore(0);
    private final Thread watcher;
    private Compiled inForce;
    private Map<Path, Stamp> seen;

    /** Where a configuration becomes effective. */
    public interface Effect {
        /** Swaps it in; {@code before} is what was in force until now. */
        void swap(Compiled before, Compiled next);

        void refused(List<ConfigProblem> faults);

        /** The file says what is in force, maybe after one that was refused. */
        void kept();
    }

    /** What tells a changed file without reading it. */
    private record Stamp(long modifiedMillis, long size) {}

    public Reloads(Configuration configuration, Compiled first, Effect effect) {
        this.configuration = configuration;
        this.inForce = first;
        this.effect = effect;
        this.seen = stamps(first);
        this.watcher = Thread.ofVirtual().name("raygate-reloads").unstarted(this::watch);
    }

    public void start() {
        watcher.start();
    }

    /** Looks at the files now, changed or not. */
    public void askNow() {
        asked.release();
    }

    private void watch() {
        try {
            while (true) {
                boolean now = asked.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
                asked.drainPermits();
                Map<Path, Stamp> stamps = stamps(inForce);
                if (now || !stamps.equals(seen)) {
                    seen = stamps;
                    guardedReload();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault of ours must not be the end of reloads. */
    private void guardedReload() {
        try {
            reload();
        } catch (RuntimeException fault) {
            LOG.error("a reload failed, the old configuration serves", fault);
        }
    }

    private void reload() {
        switch (configuration.reload(inForce)) {
            case Reload.Same() -> {
                LOG.info("configuration unchanged");
                effect.kept();
            }
            case Reload.Refused(var faults) -> {
                faults.forEach(fault -> LOG.error("configuration refused: {}", fault));
                effect.refused(faults);
            }
            case Reload.Changed(var next) -> {
                effect.swap(inForce, next);
                inForce = next;
                seen = stamps(next);
            }
        }
    }

    private static Map<Path, Stamp> stamps(Compiled compiled) {
        Set<Path> files = new TreeSet<>(compiled.materials().keySet());
        files.addAll(compiled.loaded().files());
        Map<Path, Stamp> stamps = new HashMap<>();
        for (Path file : files) {
            try {
                stamps.put(
                        file,
                        new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
            } catch (IOException e) {
                stamps.put(file, new Stamp(0, -1));
            }
        }
        return stamps;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
