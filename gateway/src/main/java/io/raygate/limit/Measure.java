package io.raygate.limit;

/** What is counted; each in a unit so small that only whole ones are needed. */
public enum Measure {
    REQUESTS("requests", "requests", 1),
    /** All of input and output. */
    TOKENS("tokens", "tokens", 1),
    INPUT_TOKENS("input-tokens", "tokens", 1),
    CACHED_INPUT_TOKENS("cached-input-tokens", "tokens", 1),
    OUTPUT_TOKENS("output-tokens", "tokens", 1),
    REASONING_TOKENS("reasoning-tokens", "tokens", 1),
    /** In thousandths of a second. */
    GPU_SECONDS("gpu-seconds", "gpu-seconds", 1_000),
    /** In millionths of the currency. */
    SPEND("spend", "spend", 1_000_000);

    private final String word;
    private final String unit;
    private final long scale;

    Measure(String word, String unit, long scale) {
        this.word = word;
        this.unit = unit;
        this.scale = scale;
    }

    /** As header fields, refusals and metrics call it. */
    public String word() {
        return word;
    }

    /** Requests, tokens, gpu-seconds or spend. */
    public String unit() {
        return unit;
    }

    /** How many of those that are counted make one that people speak of. */
    public long scale() {
        return scale;
    }

    public boolean isTokens() {
        return unit.equals(TOKENS.word);
    }
}
