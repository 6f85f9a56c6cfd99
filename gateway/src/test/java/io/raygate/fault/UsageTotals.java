package io.raygate.fault;

import io.raygate.exchange.Usage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The ledger held against what an upstream told, request by request.
 *
 * @param told by the upstream, whether or not it arrived
 * @param whole the requests whose answers arrived to their end
 * @param events of the ledger
 * @param sums what {@code /v1/usage} says that they come to
 */
record UsageTotals(
        Map<String, Usage> told, Set<String> whole, List<Event> events, Event sums, long sent) {

    /**
     * What the ledger says of a request; of sums the id is the number of requests.
     *
     * @param usage {@link Usage#NONE} where it was not told
     */
    record Event(String request, Usage usage) {}

    /** What of the events is meant. */
    private List<Event> events(Predicate<Event> meant) {
        return events.stream().filter(meant).toList();
    }

    private Map<String, Event> byRequest() {
        Map<String, Event> found = new HashMap<>();
        events.forEach(event -> found.putIfAbsent(event.request(), event));
        return found;
    }

    /** Whole answers of which the ledger has nothing. */
    List<String> missing() {
        Map<String, Event> found = byRequest();
        return whole.stream().filter(id -> !found.containsKey(id)).toList();
    }

    /** Events that say anything else than the upstream. */
    List<Event> untrue() {
        return events(
                event -> {
                    boolean isUntold =
                            event.usage().equals(Usage.NONE) && !whole.contains(event.request());
                    return !isUntold && !event.usage().equals(told.get(event.request()));
                });
    }

    /** Events of a request beyond its first one. */
    int twice() {
        return events.size() - byRequest().size();
    }

    static Usage sum(Collection<Usage> all) {
        return all.stream()
                .reduce(
                        Usage.NONE,
                        (a, b) ->
                                new Usage(
                                        a.input() + b.input(),
                                        a.cachedInput() + b.cachedInput(),
                                        a.output() + b.output(),
                                        a.reasoning() + b.reasoning()));
    }

    /** All that the ledger has. */
    Event all() {
        return new Event(
                String.valueOf(events.size()), sum(events.stream().map(Event::usage).toList()));
    }

    /** What clients were told, and what the ledger has of the same requests. */
    private Usage toldWhole() {
        return sum(whole.stream().map(told::get).toList());
    }

    private Usage keptWhole() {
        return sum(events(it -> whole.contains(it.request())).stream().map(Event::usage).toList());
    }

    /** For people. */
    String table() {
        List<Event> cut = events(it -> !whole.contains(it.request()));
        List<Event> known = cut.stream().filter(it -> !it.usage().equals(Usage.NONE)).toList();
        long begun = told.keySet().stream().filter(id -> !whole.contains(id)).count();
        String line = "%-44s %9d%n";
        String tokens = "%-44s %9d in, %d cached, %d out, %d reasoning%n";
        return line.formatted("requests sent", sent)
                + line.formatted("answered whole", whole.size())
                + line.formatted("  of them missing in the ledger", missing().size())
                + tokens(tokens, "  tokens that the upstream told", toldWhole())
                + tokens(tokens, "  tokens in the ledger", keptWhole())
                + line.formatted("under way at a kill, begun by the upstream", begun)
                + line.formatted("  in the ledger with the upstream's usage", known.size())
                + tokens(
                        tokens, "  tokens of these", sum(known.stream().map(Event::usage).toList()))
                + line.formatted("in the ledger without any usage", cut.size() - known.size())
                + line.formatted("events that are there twice", twice())
                + line.formatted("events that say something else", untrue().size())
                + tokens(tokens, "all events", all().usage())
                + tokens(tokens, "/v1/usage", sums.usage());
    }

    private static String tokens(String format, String what, Usage usage) {
        return format.formatted(
                what, usage.input(), usage.cachedInput(), usage.output(), usage.reasoning());
    }
}
