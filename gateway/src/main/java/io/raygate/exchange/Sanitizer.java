package io.raygate.exchange;

/**
 * Makes the one head that all later stages read out of what arrived: one canonical path, one
 * authority, one length, at most one credential, and only the fields that a caller may set (S-09 to
 * S-35). What can be read in two ways is refused before anyone is authenticated. One for each event
 * loop.
 */
public final class Sanitizer {
    private final Origins origins;

    public Sanitizer(RequestIds ids) {
        this.origins = new Origins(ids);
    }

    /** The head, a refusal, or the answer to {@code OPTIONS *}; notes the origin either way. */
    public Decision<RequestHead> sanitize(Exchange exchange, SanitizerRules rules) {
        Arrival arrival = Arrival.of(exchange);
        SortedFields fields = SortedFields.of(arrival, rules);
        Origin origin = origins.of(arrival.peer(), fields, rules);
        exchange.origin(origin);
        return new Sanitizing(arrival, fields, rules).head(origin);
    }

    /** The same for a request that was only described. */
    public Decision<RequestHead> sanitize(DescribedRequest request, SanitizerRules rules) {
        return sanitize(request.arrival(), rules);
    }

    Decision<RequestHead> sanitize(Arrival arrival, SanitizerRules rules) {
        SortedFields fields = SortedFields.of(arrival, rules);
        Origin origin = origins.of(arrival.peer(), fields, rules);
        return new Sanitizing(arrival, fields, rules).head(origin);
    }
}
