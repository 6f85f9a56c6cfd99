package io.raygate.loadtest.serve.metrics;

/** Values as a scrape prints them: {@code 33.0}, {@code 2.75e+09}. */
final class Figure {

    private Figure() {}

    static String text(double value) {
        String text = Double.toString(value);
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String digits = text.substring(exponent + 1);
        String sign = digits.startsWith("-") ? "" : "+";
        return text.substring(0, exponent) + "e" + sign + digits;
    }
}
