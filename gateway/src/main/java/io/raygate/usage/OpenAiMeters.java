package io.raygate.usage;

import org.jspecify.annotations.Nullable;

/** Chooses the meter for an answer in the shape of OpenAI's API. */
public final class OpenAiMeters {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private OpenAiMeters() {}

    /**
     * The meter, or null where the answer has nothing to read: not 2xx, encoded, neither JSON nor
     * events.
     *
     * @param hideUsage whether the client did not ask for the usage of its stream, so that the
     *     chunk with it is for the gateway alone
     * @param bound what a stream may come to; null: anything
     */
    public static @Nullable UsageMeter of(
            int status,
            @Nullable String contentType,
            @Nullable String contentEncoding,
            boolean hideUsage,
            UsageMeter.@Nullable Bound bound) {
        if (status / 100 != 2 || contentType == null || isEncoded(contentEncoding)) {
            return null;
        }
        if (isType(contentType, JSON)) {
            return new JsonMeter();
        }
        return isType(contentType, EVENTS) ? new EventMeter(hideUsage, bound) : null;
    }

    private static boolean isEncoded(@Nullable String encoding) {
        return encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity");
    }

    /** Whether a value is this type, whatever its parameters are. */
    private static boolean isType(String value, String type) {
        int length = type.length();
        return value.regionMatches(true, 0, type, 0, length)
                && (value.length() == length || "; \t".indexOf(value.charAt(length)) >= 0);
    }
}
