package io.raygate.limit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models cost.
 *
 * @param models by their names; under {@value #OTHERS} that of all that have none of their own
 */
public record Prices(Map<String, Price> models) {
    /** Stands for every other model. */
    public static final String OTHERS = "*";

    public static final Prices NONE = new Prices(Map.of());

    public Prices {
        models = Map.copyOf(models);
    }

    /** Null where it has no price. */
    @Nullable Price of(@Nullable String model) {
        Price own = model == null ? null : models.get(model);
        return own == null ? models.get(OTHERS) : own;
    }
}
