package io.raygate.config;

/** Origins of web pages (RFC 6454), or {@code *} for all. */
final class Origins implements Form<String> {
    static final Origins FORM = new Origins();

    private Origins() {}

    @Override
    public Parsed<String> parse(String text) {
        if (text.equals("*")) {
            return Parsed.of(text);
        }
        int start = text.indexOf("://") + 3;
        boolean web = text.startsWith("https://") || text.startsWith("http://");
        if (!web) {
            return Parsed.wrong("is not an origin");
        }
        String host = text.substring(start);
        boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
        boolean right =
                hasPort
                        ? ListenAddress.FORM.parse(host) instanceof Parsed.Value
                        : Hosts.FORM.parse(host) instanceof Parsed.Value;
        boolean lower = text.equals(text.toLowerCase(java.util.Locale.ROOT));
        return right && lower ? Parsed.of(text) : Parsed.wrong("is not an origin");
    }

    @Override
    public String allowed() {
        return "https://app.example.com in lower case without path, or *";
    }
}
