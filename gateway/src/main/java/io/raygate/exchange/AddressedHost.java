package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Finds whom a request addresses, where all places that say so agree (S-09, S-17). */
final class AddressedHost {
    private AddressedHost() {}

    /** The authority, or null if it is missing, repeated, contradicted or not valid. */
    static @Nullable Authority of(Arrival arrival, SortedFields fields, @Nullable String absolute) {
        return arrival.isHttp2() ? http2(arrival, fields) : http1(arrival, fields, absolute);
    }

    private static @Nullable Authority http2(Arrival arrival, SortedFields fields) {
        String pseudo = arrival.authority();
        Authority authority = pseudo == null ? null : Authority.parse(pseudo);
        String host = fields.value(FieldUse.HOST);
        boolean agrees =
                host == null || (authority != null && authority.equals(Authority.parse(host)));
        return agrees ? authority : null;
    }

    private static @Nullable Authority http1(
            Arrival arrival, SortedFields fields, @Nullable String absolute) {
        String host = fields.value(FieldUse.HOST);
        if (host == null && arrival.isHttp10()) {
            return absolute == null ? Authority.NONE : Authority.parse(absolute);
        }
        Authority authority =
                host == null || fields.count(FieldUse.HOST) > 1 ? null : Authority.parse(host);
        boolean agrees =
                absolute == null
                        || (authority != null && authority.equals(Authority.parse(absolute)));
        return agrees ? authority : null;
    }
}
