package io.raygate;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Origin;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Usage;
import io.raygate.limit.Gpus;
import io.raygate.pipeline.PipelineObserver;
import io.raygate.snapshot.Snapshot;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.store.UsageEvent;
import io.raygate.store.UsageLedger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands what each exchange cost to the ledger, when it is settled: those of tenants that were sent
 * to an upstream. What was refused costs nothing, and floods nobody's ledger. Of an answer that
 * arrives the ledger knows before its last octets are written. For one event loop.
 */
final class UsageRecorder implements PipelineObserver {
    private static final String KEYS = "apiKeys";

    private final PipelineObserver next;
    private final UsageLedger ledger;
    private final SnapshotHolder snapshots;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Map<Exchange, UsageLedger.Kept> kept = new HashMap<>();
    private Map<String, Gpus> gpus = Map.of();
    private long known = -1;

    /**
     * @param next is told before
     * @param nanos monotonic
     */
    UsageRecorder(
            PipelineObserver next,
            UsageLedger ledger,
            SnapshotHolder snapshots,
            InstantSource wall,
            LongSupplier nanos) {
        this.next = next;
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.wall = wall;
        this.nanos = nanos;
    }

    @Override
    public void began(Exchange exchange) {
        next.began(exchange);
        if (ledger.outlives()) {
            exchange.whenEnding(() -> keep(exchange));
        }
    }

    private void keep(Exchange exchange) {
        String tenant = exchange.account().tenant;
        if (tenant != null && exchange.account().sentNanos != 0) {
            UsageEvent event = event(exchange, ledger.nextId(), tenant, nanos.getAsLong());
            kept.put(exchange, ledger.keep(event));
        }
    }

    @Override
    public void settled(Exchange exchange, long endedNanos) {
        next.settled(exchange, endedNanos);
        String tenant = exchange.account().tenant;
        UsageLedger.Kept before = kept.remove(exchange);
        if (before != null && tenant != null) {
            ledger.add(event(exchange, before.id(), tenant, endedNanos), before);
        } else if (tenant != null && exchange.account().sentNanos != 0) {
            ledger.add(event(exchange, ledger.nextId(), tenant, endedNanos));
        }
    }

    private UsageEvent event(Exchange exchange, String id, String tenant, long endedNanos) {
        Account account = exchange.account();
        Origin origin = exchange.origin();
        Usage usage = account.usage;
        boolean failed = account.status >= 400 || account.outcome != Outcome.OK;
        return new UsageEvent(
                id,
                origin == null ? "" : origin.requestId(),
                wall.millis(),
                tenant,
                KEYS.equals(account.authentication) ? text(account.credential) : "",
                text(account.route),
                account.status < 400 ? text(account.model) : "",
                text(account.cluster),
                account.status,
                failed,
                usage != null,
                usage == null ? Usage.NONE : usage.bounded(),
                gpuMillis(account, endedNanos - account.sentNanos));
    }

    private long gpuMillis(Account account, long nanos) {
        Gpus held = gpus().get(text(account.route));
        return held == null ? 0 : held.milliSeconds(nanos, account.cluster);
    }

    private Map<String, Gpus> gpus() {
        Snapshot current = snapshots.current();
        if (current.version() != known) {
            Map<String, Gpus> byRoute = new HashMap<>();
            current.bindings()
                    .forEach(binding -> byRoute.put(binding.id(), binding.tariff().gpus()));
            gpus = byRoute;
            known = current.version();
        }
        return gpus;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
