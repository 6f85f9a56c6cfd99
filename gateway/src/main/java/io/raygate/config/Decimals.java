package io.raygate.config;

import java.math.BigDecimal;

/**
 * Numbers with so many decimal places at most, read as that many times smaller units: {@code 2.5}
 * with three is 2500.
 *
 * @param least in those units
 * @param most whole ones, which fit an int
 */
record Decimals(long least, long most, int places) implements Form<Long> {
    private static final int MOST_DIGITS = 12;

    @Override
    public Parsed<Long> parse(String text) {
        int whole = Digits.count(text);
        boolean isNumber =
                whole > 0
                        && whole <= MOST_DIGITS
                        && (whole == text.length() || isFraction(text.substring(whole)));
        if (!isNumber) {
            return Parsed.wrong("is not a number");
        }
        BigDecimal number = new BigDecimal(text);
        long value = number.movePointRight(places).longValueExact();
        boolean fits = value >= least && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        return fits ? Parsed.of(value) : Parsed.wrong("is out of bounds");
    }

    private boolean isFraction(String text) {
        return text.length() >= 2
                && text.length() <= places + 1
                && text.charAt(0) == '.'
                && Digits.count(text.substring(1)) == text.length() - 1;
    }

    @Override
    public String allowed() {
        return plain(least) + " to " + most + ", up to " + places + " decimal places";
    }

    private String plain(long value) {
        return number(value).toPlainString();
    }

    private BigDecimal number(long value) {
        BigDecimal number = BigDecimal.valueOf(value, places).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    @Override
    public YamlType type(Long value) {
        return YamlType.DECIMAL;
    }

    @Override
    public Object show(Long value) {
        BigDecimal number = number(value);
        if (number.scale() > 0) {
            return number.doubleValue();
        }
        return number.intValueExact();
    }
}
