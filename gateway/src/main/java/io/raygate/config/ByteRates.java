package io.raygate.config;

/** Bytes per second: {@code 1KiB/s}. */
record ByteRates(long most) implements Form<Long> {
    private static final String PER_SECOND = "/s";

    @Override
    public Parsed<Long> parse(String text) {
        if (!text.endsWith(PER_SECOND)) {
            return Parsed.wrong("is not a size per second");
        }
        return Sizes.upTo(most).parse(text.substring(0, text.length() - PER_SECOND.length()));
    }

    @Override
    public String allowed() {
        return "1B/s to " + show(most);
    }

    @Override
    public Object show(Long value) {
        return Sizes.write(value) + PER_SECOND;
    }
}
