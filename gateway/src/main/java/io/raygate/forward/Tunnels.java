package io.raygate.forward;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The exchanges of one event loop that have become tunnels: only the gateway's end ends them. */
final class Tunnels {
    private final Set<Forwarding> open = new LinkedHashSet<>();

    void opened(Forwarding tunnel) {
        open.add(tunnel);
    }

    void closed(Forwarding tunnel) {
        open.remove(tunnel);
    }

    /** S-99: each client is told that the gateway goes away. */
    void endAll() {
        List.copyOf(open).forEach(each -> each.fail(UpstreamFailure.DRAINED));
    }
}
