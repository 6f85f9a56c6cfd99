package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * Which cluster takes a request of a route.
 *
 * @param weights by cluster id; proportional, at least one above 0
 * @param when asked in order before everything else
 * @param first by cluster id: tenants that go there whatever the weights say
 * @param failover whether a request that never started may go to another cluster (S-86)
 */
public record SplitConfig(
        Map<String, Integer> weights,
        List<When> when,
        Sticky sticky,
        Map<String, List<String>> first,
        boolean failover) {
    static final Form<Integer> WEIGHT = new Counts(0, 1_000_000);
    private static final Form<Sticky> STICKY =
            Words.<Sticky>of("none", new Sticky.None())
                    .or("tenant", new Sticky.Tenant())
                    .or("credential", new Sticky.Credential());

    static SplitConfig read(Section s) {
        Map<String, Integer> weights =
                s.each("weights", Texts.ID, (it, id) -> it.one(id, WEIGHT, 1));
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            s.fault("weights", "sends nothing anywhere", "needed: a cluster with a weight above 0");
        }
        return new SplitConfig(
                weights,
                s.sections("when", When::read),
                sticky(s),
                s.each("first", Texts.ID, (it, id) -> it.requiredList(id, Texts.ID)),
                s.flag("failover", false));
    }

    private static Sticky sticky(Section s) {
        return s.isMapping("sticky")
                ? s.section(
                        "sticky",
                        it -> new Sticky.Header(it.required("header", FieldNames.MATCHED, "")))
                : s.one("sticky", STICKY, new Sticky.None());
    }

    /** Requests with all these fields go to this cluster. */
    public record When(Map<String, String> headers, String cluster) {
        static When read(Section s) {
            When when =
                    new When(
                            s.each(
                                    "headers",
                                    FieldNames.MATCHED,
                                    (it, name) -> it.one(name, Texts.FIELD_VALUE, "")),
                            s.required("cluster", Texts.ID, ""));
            if (when.headers.isEmpty()) {
                s.fault("headers", "is missing", "needed: at least one field");
            }
            return when;
        }
    }

    /** What keeps a caller at one cluster, without a cookie. */
    public sealed interface Sticky {

        /** Nothing. */
        record None() implements Sticky {}

        /** The tenant. */
        record Tenant() implements Sticky {}

        /** The credential: key id, or issuer and subject. */
        record Credential() implements Sticky {}

        /** The value of a field. */
        record Header(String name) implements Sticky {}
    }
}
