package io.raygate.limit;

/** What it costs to use a route, beside the number of requests. */
public record Tariff(Prices prices, Gpus gpus) {
    public static final Tariff NONE = new Tariff(Prices.NONE, Gpus.NONE);
}
