package io.raygate.config;

import java.util.Map;

/**
 * A model that a route names.
 *
 * @param weights by cluster id, in place of the route's split; empty: as the route's split says
 */
public record ModelConfig(Map<String, Integer> weights) {
    static final Form<String> NAME = Texts.NAME;

    static ModelConfig read(Section s) {
        Map<String, Integer> weights =
                s.each("weights", Texts.ID, (it, id) -> it.one(id, SplitConfig.WEIGHT, 1));
        if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
            s.fault("weights", "sends nothing anywhere", "needed: a cluster with a weight above 0");
        }
        return new ModelConfig(weights);
    }
}
