package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Finds out where a request came from and gives it its ids (S-33, S-34). */
final class Origins {
    private final RequestIds ids;

    Origins(RequestIds ids) {
        this.ids = ids;
    }

    Origin of(Peer peer, SortedFields fields, SanitizerRules rules) {
        IpAddress address =
                rules.trustedProxies().isEmpty() ? null : IpAddressParser.parse(peer.address());
        return address != null && rules.trusts(address)
                ? behind(address, peer, fields, rules)
                : direct(peer, fields.value(FieldUse.REQUEST_ID));
    }

    /** Of a peer that is not believed; {@code claim} is what it calls its request. */
    Origin direct(Peer peer, @Nullable String claim) {
        return new Origin(
                peer.address(),
                scheme(peer),
                null,
                false,
                ids.next(),
                claim == null ? null : RequestIds.claimed(claim),
                ids.traceparent(),
                null);
    }

    private Origin behind(IpAddress hop, Peer peer, SortedFields fields, SanitizerRules rules) {
        ForwardedHop client = client(hop, fields, rules);
        String id = fields.value(FieldUse.REQUEST_ID);
        boolean kept = id != null && RequestIds.isWellFormed(id);
        String parent = fields.value(FieldUse.TRACEPARENT);
        String state = fields.value(FieldUse.TRACESTATE);
        boolean traced = TraceContext.isParent(parent);
        return new Origin(
                client.node() == null ? peer.address() : client.node(),
                client.scheme() == null ? scheme(peer) : client.scheme(),
                client.host(),
                true,
                kept && id != null ? id : ids.next(),
                kept || id == null ? null : RequestIds.claimed(id),
                traced && parent != null ? parent : ids.traceparent(),
                traced && state != null && TraceContext.isState(state) ? state : null);
    }

    /** Walks from the nearest hop outwards and stops at the first that is not trusted. */
    private static ForwardedHop client(IpAddress peer, SortedFields fields, SanitizerRules rules) {
        IpAddress current = peer;
        String scheme = null;
        String host = null;
        for (ForwardedHop hop : ForwardedHops.of(fields)) {
            scheme = hop.scheme() == null ? scheme : known(hop.scheme());
            host = hop.host() == null ? host : hop.host();
            IpAddress next = hop.address();
            if (next == null) {
                break;
            }
            current = next;
            if (!rules.trusts(next)) {
                break;
            }
        }
        return new ForwardedHop(current.toString(), scheme, valid(host));
    }

    private static @Nullable String known(String scheme) {
        if (scheme.equalsIgnoreCase("https")) {
            return "https";
        }
        return scheme.equalsIgnoreCase("http") ? "http" : null;
    }

    private static @Nullable String valid(@Nullable String host) {
        Authority authority = host == null ? null : Authority.parse(host);
        return authority == null ? null : authority.toString();
    }

    private static String scheme(Peer peer) {
        return peer.secure() ? "https" : "http";
    }
}
