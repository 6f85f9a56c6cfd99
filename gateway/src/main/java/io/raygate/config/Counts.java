package io.raygate.config;

import java.util.OptionalLong;

/** Whole numbers between two bounds. */
record Counts(int least, int most) implements Form<Integer> {

    @Override
    public Parsed<Integer> parse(String text) {
        OptionalLong number = Digits.parse(text);
        if (number.isEmpty()) {
            return Parsed.wrong("is not a whole number");
        }
        long value = number.getAsLong();
        return value < least || value > most
                ? Parsed.wrong("is out of bounds")
                : Parsed.of((int) value);
    }

    @Override
    public String allowed() {
        return least == most ? Integer.toString(least) : least + " to " + most;
    }

    @Override
    public YamlType type(Integer value) {
        return YamlType.INTEGER;
    }

    @Override
    public Object show(Integer value) {
        return value;
    }
}
