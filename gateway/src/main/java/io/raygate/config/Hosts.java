package io.raygate.config;

/** Host names and IP literals, in lower case, IPv6 in brackets, without port. */
record Hosts(boolean wildcards) implements Form<String> {
    static final Hosts FORM = new Hosts(false);

    /** Also {@code *.example.com}, which stands for one label. */
    static final Hosts OR_WILDCARD = new Hosts(true);

    @Override
    public Parsed<String> parse(String text) {
        String host = lowerCase(text);
        if (host.startsWith("[")) {
            boolean v6 =
                    host.endsWith("]")
                            && host.indexOf(':') > 0
                            && IpLiterals.parse(withoutBrackets(host)).isPresent();
            return v6 ? Parsed.of(host) : Parsed.wrong("is not an IPv6 address in brackets");
        }
        if (host.indexOf(':') >= 0) {
            return Parsed.wrong(
                    "has a colon, a port does not belong here and IPv6 stands in brackets");
        }
        boolean wild = wildcards && host.startsWith("*.");
        String name = wild ? host.substring(2) : host;
        return isName(name) ? Parsed.of(host) : Parsed.wrong("is not a host");
    }

    /**
     * RFC 1123 names; a last label of digits alone makes it an IPv4 address, which must be a whole
     * one.
     */
    private static boolean isName(String host) {
        String[] labels = host.split("\\.", -1);
        boolean numeric = Digits.parse(labels[labels.length - 1]).isPresent();
        if (numeric) {
            return IpLiterals.parse(host).isPresent();
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return false;
            }
        }
        return host.length() <= 253;
    }

    private static boolean isLabel(String label) {
        boolean letters = label.chars().allMatch(c -> Texts.isAlphanumeric(c) || c == '-');
        return letters
                && !label.isEmpty()
                && label.length() <= 63
                && !label.startsWith("-")
                && !label.endsWith("-");
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String allowed() {
        return "a name such as api.example.com"
                + (wildcards ? " or *.example.com" : "")
                + ", or an IP address";
    }
}
