package io.raygate.config;

/**
 * What a million tokens of a model cost, in millionths of the currency.
 *
 * @param cachedInput as {@code input} unless said
 * @param reasoning as {@code output} unless said
 */
public record PriceConfig(
        String currency, long input, long cachedInput, long output, long reasoning) {
    static final Form<String> CURRENCY =
            Texts.text(3, "three capitals such as EUR", PriceConfig::isCurrency);

    private static final Form<Long> PRICE = new Decimals(0, 1_000_000, 6);

    static PriceConfig read(Section s) {
        String currency = s.required("currency", CURRENCY, "");
        long input = s.required("input", PRICE, 0L);
        long cachedInput = s.one("cachedInput", PRICE, input);
        long output = s.one("output", PRICE, 0L);
        return new PriceConfig(
                currency, input, cachedInput, output, s.one("reasoning", PRICE, output));
    }

    private static boolean isCurrency(String text) {
        return text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }
}
