package io.raygate.config;

import java.math.BigDecimal;

/**
 * Shares up to a bound, written in percent with up to two decimals, read as 0 to 1: {@code 5%},
 * {@code 0.25%}.
 */
record Shares(int mostPercent) implements Form<Double> {

    @Override
    public Parsed<Double> parse(String text) {
        if (!text.endsWith("%")) {
            return Parsed.wrong("is not a share");
        }
        String number = text.substring(0, text.length() - 1);
        int whole = Digits.count(number);
        boolean isShare =
                whole > 0
                        && whole <= 3
                        && (whole == number.length() || isFraction(number.substring(whole)));
        if (!isShare) {
            return Parsed.wrong("is not a share");
        }
        BigDecimal percent = new BigDecimal(number);
        boolean fits = percent.compareTo(BigDecimal.valueOf(mostPercent)) <= 0;
        return fits
                ? Parsed.of(percent.movePointLeft(2).doubleValue())
                : Parsed.wrong("is out of bounds");
    }

    private static boolean isFraction(String text) {
        return (text.length() == 2 || text.length() == 3)
                && text.charAt(0) == '.'
                && Digits.count(text.substring(1)) == text.length() - 1;
    }

    @Override
    public String allowed() {
        return "0% to " + mostPercent + "%";
    }

    @Override
    public Object show(Double value) {
        return BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString()
                + "%";
    }
}
