package io.raygate.config;

import java.net.URI;
import java.net.URISyntaxException;

/** The start of problem types: an absolute URI that a code can be put behind. */
final class BaseUris implements Form<String> {
    static final BaseUris FORM = new BaseUris();

    private BaseUris() {}

    @Override
    public Parsed<String> parse(String text) {
        try {
            boolean open = text.endsWith(":") || text.endsWith("/") || text.endsWith("#");
            boolean absolute = new URI(text + "x").isAbsolute();
            return open && absolute ? Parsed.of(text) : Parsed.wrong("is not the start of a URI");
        } catch (URISyntaxException notAUri) {
            return Parsed.wrong("is not the start of a URI");
        }
    }

    @Override
    public String allowed() {
        return "an absolute URI that ends in : / or #";
    }
}
