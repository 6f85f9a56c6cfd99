package io.raygate.auth;

import io.raygate.exchange.AddressRange;
import io.raygate.exchange.IpAddress;
import io.raygate.exchange.IpAddressParser;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API key is confined to beyond its scopes (S-63); what is empty confines nothing.
 *
 * @param routes ids of the routes that it may use
 * @param models names of the models that it may ask for (S-69)
 * @param ranges from where it may be used
 * @param limits the name of its own set of limits; null: none
 */
public record Grants(
        Set<String> routes,
        Set<String> models,
        List<AddressRange> ranges,
        @Nullable String limits) {

    /** Confined to nothing. */
    public static final Grants ALL = new Grants(Set.of(), Set.of(), List.of(), null);

    public Grants {
        routes = Set.copyOf(routes);
        models = Set.copyOf(models);
        ranges = List.copyOf(ranges);
    }

    public boolean allowsModel(String model) {
        return models.isEmpty() || models.contains(model);
    }

    boolean allowsRoute(String route) {
        return routes.isEmpty() || routes.contains(route);
    }

    /** An address that cannot be read lies in no range. */
    boolean allowsAddress(String address) {
        if (ranges.isEmpty()) {
            return true;
        }
        IpAddress parsed = IpAddressParser.parse(address);
        if (parsed == null) {
            return false;
        }
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(parsed)) {
                return true;
            }
        }
        return false;
    }
}
