package io.raygate.exchange;

import java.util.List;
import java.util.Set;

/**
 * What the sanitiser goes by: compiled once per snapshot, shared by all event loops.
 *
 * @param fields what becomes of each header field
 * @param trustedProxies the hops whose forwarding fields and ids are believed (S-33, S-34)
 * @param paths the optional parts of paths that any route allows (S-24)
 * @param methods the methods that any route lists, beside the common seven (S-10)
 */
public record SanitizerRules(
        FieldTable fields,
        List<AddressRange> trustedProxies,
        HeadSizes sizes,
        PathRules paths,
        Set<String> methods,
        ServedNames servedNames) {

    /** Where nothing is configured: API keys in {@code X-API-Key}, nobody trusted. */
    public static final SanitizerRules DEFAULT =
            new SanitizerRules(
                    FieldTable.of("X-API-Key", Set.of()),
                    List.of(),
                    HeadSizes.DEFAULT,
                    PathRules.STRICT,
                    Set.of(),
                    ServedNames.ANY);

    public SanitizerRules {
        trustedProxies = List.copyOf(trustedProxies);
        methods = Set.copyOf(methods);
    }

    /** Whether the hop with this address is a trusted proxy. */
    boolean trusts(IpAddress hop) {
        for (int i = 0; i < trustedProxies.size(); i++) {
            if (trustedProxies.get(i).contains(hop)) {
                return true;
            }
        }
        return false;
    }
}
