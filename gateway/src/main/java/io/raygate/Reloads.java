package io.raygate;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.Configuration.Reload;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.nio.file.Path;
import java.time.Duration;
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
 * faultless configuration effective. A bad one is said once and changes nothing (S-97); it is tried
 * again now and then, since what it lacks may lie in files that the configuration in force does not
 * know. Runs on a thread of its own.
 */
public final class Reloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int LOOKS_TO_RETRY = 5;

    private final Configuration configuration;
    private final Effect effect;
    private final Semaphore asked = new Semaphore(0);
    private final Duration poll;
    private final Thread watcher;
    private Compiled inForce;
    private Map<Path, FileStamp> seen = Map.of();
    private List<ConfigProblem> refused = List.of();
    private int looks;

    /** Where a configuration becomes effective. */
    public interface Effect {
        /** Swaps it in; {@code before} is what was in force until now. */
        void swap(Compiled before, Compiled next);

        /** What speaks against it although it compiles, for instance in a store. */
        List<ConfigProblem> objections(Compiled next);

        void refused(List<ConfigProblem> faults);

        /** The file says what is in force, maybe after one that was refused. */
        void kept();
    }

    /**
     * What has changed since {@code first} was read is noticed at the first look, since none of its
     * files was seen yet.
     */
    public Reloads(Configuration configuration, Compiled first, Effect effect) {
        this(configuration, first, effect, POLL);
    }

    /** With another time between two looks. */
    Reloads(Configuration configuration, Compiled first, Effect effect, Duration poll) {
        this.configuration = configuration;
        this.inForce = first;
        this.effect = effect;
        this.poll = poll;
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
                boolean now = asked.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                asked.drainPermits();
                look(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A file that changes while it is read has another stamp than the one from before. */
    private void look(boolean now) {
        Map<Path, FileStamp> stamps = FileStamp.of(files(inForce));
        boolean retry = !refused.isEmpty() && ++looks % LOOKS_TO_RETRY == 0;
        if (now || retry || !stamps.equals(seen)) {
            seen = stamps;
            guardedReload(now);
        }
    }

    /** A fault of ours must not be the end of reloads. */
    private void guardedReload(boolean now) {
        try {
            reload(now);
        } catch (RuntimeException fault) {
            LOG.error("a reload failed, the old configuration serves", fault);
        }
    }

    private void reload(boolean now) {
        switch (configuration.reload(inForce)) {
            case Reload.Same() -> keep(now);
            case Reload.Refused(var faults) -> refuse(faults, now);
            case Reload.Changed(var next) -> {
                List<ConfigProblem> objections = effect.objections(next);
                if (objections.isEmpty()) {
                    refused = List.of();
                    effect.swap(inForce, next);
                    inForce = next;
                } else {
                    refuse(objections, now);
                }
            }
        }
    }

    private void keep(boolean now) {
        if (now || !refused.isEmpty()) {
            LOG.info("configuration unchanged");
        }
        refused = List.of();
        effect.kept();
    }

    private void refuse(List<ConfigProblem> faults, boolean now) {
        if (now || !faults.equals(refused)) {
            faults.forEach(fault -> LOG.error("configuration refused: {}", fault));
        }
        refused = faults;
        effect.refused(faults);
    }

    private static Set<Path> files(Compiled compiled) {
        Set<Path> files = new TreeSet<>(compiled.materials().keySet());
        files.addAll(compiled.loaded().files());
        return files;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
