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
import org.jspecify.annotations.Nullable;

/**
 * Hands what each exchange cost to the ledger, when it is settled: those of tenants that were sent
 * to an upstream. What was refused costs nothing, and floods nobody's ledger. For one event loop.
 */
final class UsageRecorder implements PipelineObserver {
    private static final String KEYS = "apiKeys";

    private final PipelineObserver next;
    private final UsageLedger ledger;
    private final SnapshotHolder snapshots;
    private final InstantSource wall;
    private Map<String, Gpus> gpus = Map.of();
    private long known = -1;

    /**
     * @param next is told before
     */
    UsageRecorder(
            PipelineObserver next,
            UsageLedger ledger,
            SnapshotHolder snapshots,
            InstantSource wall) {
        this.next = next;
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.wall = wall;
    }

    @Override
    public void began(Exchange exchange) {
        next.began(exchange);
    }

    @Override
    public void settled(Exchange exchange, long endedNanos) {
        next.settled(exchange, endedNanos);
        String tenant = exchange.account().tenant;
        if (tenant != null && exchange.account().sentNanos != 0) {
            ledger.add(event(exchange, tenant, endedNanos));
        }
    }

    private UsageEvent event(Exchange exchange, String tenant, long endedNanos) {
        Account account = exchange.account();
        Origin origin = exchange.origin();
        Usage usage = account.usage;
        boolean failed = account.status >= 400 || account.outcome != Outcome.OK;
        return new UsageEvent(
                ledger.nextId(),
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
