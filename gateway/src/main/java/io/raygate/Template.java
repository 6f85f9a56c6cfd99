package io.raygate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A text of the jar with {@code @WORDS@} to be filled in. */
final class Template {

    private Template() {}

    /**
     * @param resource absolute name in the jar
     */
    static String filled(String resource, Map<String, String> words) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(resource)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> word : words.entrySet()) {
                text = text.replace("@" + word.getKey() + "@", word.getValue());
            }
            return text;
        }
    }
}
