package io.raygate.usage;

import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.vertx.core.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The list of models as OpenAI's clients ask for it and read it. */
public final class ModelList {
    private static final String[] PLACES = {"/models", "/v1/models"};

    private ModelList() {}

    /**
     * What a path asks for, below the path of its route: empty for the whole list, the name of one
     * model, or null where it is about something else.
     */
    public static @Nullable String asked(String path, String prefix) {
        int length = prefix.length() == 1 ? 0 : prefix.length();
        String below = path.startsWith(prefix) ? path.substring(length) : "";
        for (String place : PLACES) {
            if (below.equals(place) || (below.isEmpty() && path.endsWith(place))) {
                return "";
            }
            if (below.startsWith(place + "/") && below.length() > place.length() + 1) {
                return decoded(below.substring(place.length() + 1));
            }
        }
        return null;
    }

    /** A plus is no blank in a path. */
    private static String decoded(String name) {
        return name.indexOf('%') < 0
                ? name
                : URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** All of them, sorted. */
    public static OwnAnswer answer(Collection<String> models) {
        StringBuilder text = new StringBuilder("{\"object\":\"list\",\"data\":[");
        String[] sorted = models.stream().sorted().toArray(String[]::new);
        for (int i = 0; i < sorted.length; i++) {
            model(text.append(i == 0 ? "" : ","), sorted[i]);
        }
        return answer(text.append("]}"));
    }

    /** One alone. */
    public static OwnAnswer answer(String model) {
        return answer(model(new StringBuilder(), model));
    }

    private static OwnAnswer answer(StringBuilder text) {
        Fields fields = new Fields();
        fields.add(HttpHeaders.CONTENT_TYPE, "application/json");
        return new OwnAnswer(200, fields, text.toString());
    }

    /** Clients want a time and an owner; the gateway knows neither. */
    private static StringBuilder model(StringBuilder text, String name) {
        text.append("{\"id\":\"");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                text.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                text.append(c);
            }
        }
        return text.append("\",\"object\":\"model\",\"created\":0,\"owned_by\":\"system\"}");
    }
}
