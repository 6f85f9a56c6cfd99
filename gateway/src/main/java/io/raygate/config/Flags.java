package io.raygate.config;

/** Switches: {@code true} or {@code false}. */
final class Flags implements Form<Boolean> {
    static final Flags FORM = new Flags();

    private Flags() {}

    @Override
    public Parsed<Boolean> parse(String text) {
        return switch (text) {
            case "true" -> Parsed.of(true);
            case "false" -> Parsed.of(false);
            default -> Parsed.wrong("is not a switch");
        };
    }

    @Override
    public String allowed() {
        return "true, false";
    }

    @Override
    public YamlType type(Boolean value) {
        return YamlType.BOOLEAN;
    }

    @Override
    public Object show(Boolean value) {
        return value;
    }
}
