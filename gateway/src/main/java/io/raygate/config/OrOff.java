package io.raygate.config;

/** A form that also knows the word {@code off}. */
record OrOff<T>(Form<T> form, T off) implements Form<T> {

    @Override
    public Parsed<T> parse(String text) {
        return text.equals("off") ? Parsed.of(off) : form.parse(text);
    }

    @Override
    public String allowed() {
        return form.allowed() + ", off";
    }

    @Override
    public YamlType type(T value) {
        return value.equals(off) ? YamlType.TEXT : form.type(value);
    }

    @Override
    public Object show(T value) {
        return value.equals(off) ? "off" : form.show(value);
    }
}
