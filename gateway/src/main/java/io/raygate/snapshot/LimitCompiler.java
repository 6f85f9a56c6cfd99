package io.raygate.snapshot;

import io.raygate.config.CalendarRate;
import io.raygate.config.ClusterConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.LimitConfig;
import io.raygate.config.ModelLimitConfig;
import io.raygate.config.PriceConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.SplitConfig;
import io.raygate.limit.Gpus;
import io.raygate.limit.Limit;
import io.raygate.limit.LimitSet;
import io.raygate.limit.Measure;
import io.raygate.limit.Pace;
import io.raygate.limit.Period;
import io.raygate.limit.Price;
import io.raygate.limit.Prices;
import io.raygate.limit.Quota;
import io.raygate.limit.Sharing;
import io.raygate.limit.Tariff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the words of a set into limits, and what things cost into tariffs. */
final class LimitCompiler {
    private final LimitConfig words;
    private final List<Limit> limits = new ArrayList<>();

    /** The one that is spoken of; null: all. */
    private @Nullable String model;

    private LimitCompiler(LimitConfig words) {
        this.words = words;
    }

    static LimitSet set(String name, LimitConfig words) {
        LimitCompiler compiler = new LimitCompiler(words);
        compiler.paced(Measure.REQUESTS, words.requests());
        compiler.tokens(words.tokens());
        compiler.paced(Measure.GPU_SECONDS, words.gpuSeconds());
        compiler.quota(words.quota());
        compiler.spend(words.spend());
        words.models().forEach(compiler::ofModel);
        return new LimitSet(
                name,
                compiler.limits,
                words.concurrency(),
                words.shadow(),
                words.onExhausted() == LimitConfig.OnExhausted.CUT,
                sharing(words.sharing()));
    }

    private void ofModel(String name, ModelLimitConfig own) {
        model = name;
        paced(Measure.REQUESTS, own.requests());
        tokens(own.tokens());
        paced(Measure.GPU_SECONDS, own.gpuSeconds());
        quota(own.quota());
        spend(own.spend());
    }

    private static Sharing sharing(LimitConfig.Sharing words) {
        return new Sharing(
                words.strict(),
                switch (words.onStoreLoss()) {
                    case LOCAL -> Sharing.OnLoss.LOCAL;
                    case OPEN -> Sharing.OnLoss.OPEN;
                    case CLOSED -> Sharing.OnLoss.CLOSED;
                });
    }

    private void paced(Measure measure, LimitConfig.@Nullable Paced paced) {
        if (paced != null) {
            Pace pace = new Pace(paced.rate().amount(), paced.rate().period(), paced.burst());
            boolean shadow = words.shadow() || paced.shadow();
            limits.add(new Limit(measure, pace, null, shadow, model));
        }
    }

    private void tokens(LimitConfig.@Nullable Tokens tokens) {
        if (tokens != null) {
            paced(Measure.TOKENS, tokens.total());
            paced(Measure.INPUT_TOKENS, tokens.input());
            paced(Measure.CACHED_INPUT_TOKENS, tokens.cachedInput());
            paced(Measure.OUTPUT_TOKENS, tokens.output());
            paced(Measure.REASONING_TOKENS, tokens.reasoning());
        }
    }

    private void quota(LimitConfig.@Nullable Quota quota) {
        if (quota != null) {
            boolean shadow = words.shadow() || quota.shadow();
            quota(Measure.REQUESTS, quota.requests(), shadow);
            quota(Measure.TOKENS, quota.tokens(), shadow);
            quota(Measure.GPU_SECONDS, quota.gpuSeconds(), shadow);
        }
    }

    private void quota(Measure measure, @Nullable CalendarRate rate, boolean shadow) {
        if (rate != null) {
            Quota quota = new Quota(rate.amount(), period(rate.per()), words.zone());
            limits.add(new Limit(measure, quota, null, shadow, model));
        }
    }

    private void spend(LimitConfig.@Nullable Spend spend) {
        if (spend != null) {
            Quota quota = new Quota(spend.amount(), period(spend.per()), words.zone());
            boolean shadow = words.shadow() || spend.shadow();
            limits.add(new Limit(Measure.SPEND, quota, spend.currency(), shadow, model));
        }
    }

    private static Period period(CalendarRate.Per per) {
        return switch (per) {
            case DAY -> Period.DAY;
            case WEEK -> Period.WEEK;
            case MONTH -> Period.MONTH;
        };
    }

    static Prices prices(GatewayConfig config) {
        Map<String, Price> prices = new HashMap<>();
        config.prices().forEach((model, price) -> prices.put(model, price(price)));
        return new Prices(prices);
    }

    private static Price price(PriceConfig words) {
        return new Price(
                words.currency(),
                words.input(),
                words.cachedInput(),
                words.output(),
                words.reasoning());
    }

    /** What the use of a route costs. */
    static Tariff tariff(Prices prices, RouteConfig route, GatewayConfig config) {
        Map<String, Long> gpus = new HashMap<>();
        for (String id : clusters(route)) {
            ClusterConfig cluster = config.clusters().get(id);
            gpus.put(id, cluster == null ? 0 : cluster.gpus());
        }
        Long ofRoute = route.gpus();
        return new Tariff(prices, new Gpus(ofRoute == null ? -1 : ofRoute, gpus));
    }

    private static Set<String> clusters(RouteConfig route) {
        SplitConfig split = route.split();
        Set<String> ids = new HashSet<>(split.weights().keySet());
        ids.addAll(split.first().keySet());
        split.when().forEach(when -> ids.add(when.cluster()));
        route.models().values().forEach(model -> ids.addAll(model.weights().keySet()));
        return ids;
    }
}
