package io.raygate.config;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of documents: {@code https} with a host, and no user or fragment. */
final class HttpsUrls implements Form<URI> {
    static final HttpsUrls FORM = new HttpsUrls();
    private static final int LONGEST = 2_048;
    private static final int LAST_PORT = 65_535;

    private HttpsUrls() {}

    @Override
    public Parsed<URI> parse(String text) {
        if (!text.startsWith("https://")) {
            return Parsed.wrong("does not start with https://");
        }
        try {
            URI uri = new URI(text);
            return isWhole(uri, text)
                    ? Parsed.of(uri)
                    : Parsed.wrong("is not an address with a host and a path");
        } catch (URISyntaxException notAUri) {
            return Parsed.wrong("is not an address with a host and a path");
        }
    }

    private static boolean isWhole(URI uri, String text) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= LAST_PORT
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c < 0x80);
    }

    @Override
    public String allowed() {
        return "https://host/path";
    }

    /** Somebody may have written a password before the host. */
    @Override
    public boolean mayBeRepeated(String text) {
        return text.indexOf('@') < 0;
    }
}
