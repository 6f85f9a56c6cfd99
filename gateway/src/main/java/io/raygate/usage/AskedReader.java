package io.raygate.usage;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request asks for while its body arrives, a piece at a time, so that no event loop is
 * held up by a long one. One object of JSON and nothing else; no member twice where it is looked at
 * (S-69). Event loop.
 */
public final class AskedReader {
    private static final int MEMBERS = 256;
    private static final int LONGEST_MODEL = 256;
    private static final long MOST = 1_000_000_000;
    private static final String OPTIONS = "stream_options";
    private static final String INCLUDE = "include_usage";

    /** Members whose texts a model reads. */
    private static final Set<String> PROMPT =
            Set.of("messages", "prompt", "input", "instructions", "system", "tools", "functions");

    private final boolean usageOnDemand;
    private final NonBlockingJsonParser parser = Json.parser();
    private final Set<String> members = new HashSet<>();
    private final Set<String> options = new HashSet<>();
    private final PromptEstimate prompt = new PromptEstimate();
    private int depth;
    private boolean whole;
    private String member = "";
    private String option = "";
    private @Nullable String fault;

    private @Nullable String model;
    private boolean stream;
    private boolean usageTold;
    private long mostOutput = Asked.UNSAID;
    private long choices = 1;
    private long prompts;
    private int bodyAt;
    private int optionsAt = -1;
    private Asked.@Nullable Patch inOptions;

    /**
     * @param usageOnDemand whether a stream tells its usage only where {@code
     *     stream_options.include_usage} says so
     */
    public AskedReader(boolean usageOnDemand) {
        this.usageOnDemand = usageOnDemand;
    }

    /** Takes the next bytes of the body. */
    public void feed(Buffer piece) {
        if (fault != null || piece.length() == 0) {
            return;
        }
        byte[] bytes = piece.getBytes();
        try {
            ByteArrayFeeder feeder = parser.getNonBlockingInputFeeder();
            feeder.feedInput(bytes, 0, bytes.length);
            readOn();
        } catch (IOException e) {
            fault = "not JSON";
        }
    }

    /** What was asked, now that the body is complete; 400 where it cannot be told. */
    public Decision<Asked> end() {
        try {
            parser.getNonBlockingInputFeeder().endOfInput();
            readOn();
        } catch (IOException e) {
            fault = "not JSON";
        }
        if (fault == null && !whole) {
            fault = "not one JSON object";
        }
        return fault == null
                ? Decision.proceed(
                        new Asked(model, prompt.tokens(), mostOfAll(), stream, usageTold, patch()))
                : Decision.refuse(Rejection.of(RejectionCode.INVALID_BODY, fault));
    }

    private void readOn() throws IOException {
        while (fault == null) {
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.NOT_AVAILABLE) {
                return;
            }
            take(token);
        }
    }

    private void take(JsonToken token) throws IOException {
        if (whole || (depth == 0 && token != JsonToken.START_OBJECT)) {
            fault = "not one JSON object";
            return;
        }
        switch (token) {
            case START_OBJECT, START_ARRAY -> opened(token == JsonToken.START_OBJECT);
            case END_OBJECT, END_ARRAY -> {
                depth--;
                whole = depth == 0;
            }
            case FIELD_NAME -> named(parser.currentName());
            default -> value(token);
        }
    }

    private void opened(boolean object) {
        int behind = behind();
        if (depth == 0) {
            bodyAt = behind;
        } else if (depth == 1 && isScalar(member)) {
            fault = member + " is not a single value";
        } else if (depth == 1 && member.equals(OPTIONS)) {
            optionsAt = behind;
            fault = object ? null : OPTIONS + " is no object";
        } else if (depth == 2 && object && PROMPT.contains(member)) {
            prompt.message();
        } else if (depth == 2 && member.equals("prompt")) {
            prompts++;
        }
        depth++;
    }

    /** Where the token ends in the body; of its beginning this parser says one too many. */
    private int behind() {
        return (int) parser.currentLocation().getByteOffset();
    }

    private static boolean isScalar(String name) {
        return switch (name) {
            case "model",
                    "stream",
                    "n",
                    "best_of",
                    "max_tokens",
                    "max_completion_tokens",
                    "max_output_tokens" ->
                    true;
            default -> false;
        };
    }

    private void named(String name) {
        if (depth == 1) {
            member = name;
            if (!members.add(name) || members.size() > MEMBERS) {
                fault = "a member twice, or too many";
            }
        } else if (depth == 2 && member.equals(OPTIONS)) {
            option = name;
            if (!options.add(name) || options.size() > MEMBERS) {
                fault = "an option twice, or too many";
            }
        }
    }

    private void value(JsonToken token) throws IOException {
        if (depth == 1 && isScalar(member)) {
            asked(token);
        } else if (depth == 1 && member.equals(OPTIONS)) {
            fault = token == JsonToken.VALUE_NULL ? null : OPTIONS + " is no object";
            inOptions = new Asked.Patch(behind() - 4, 4, "{\"" + INCLUDE + "\":true}");
        } else if (depth == 2 && member.equals(OPTIONS) && option.equals(INCLUDE)) {
            include(token);
        } else if (PROMPT.contains(member)) {
            estimate(token);
        }
    }

    private void asked(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (member) {
            case "model" -> {
                model = token == JsonToken.VALUE_STRING ? parser.getText() : "";
                if (model.isEmpty() || model.length() > LONGEST_MODEL) {
                    fault = "model is not a name";
                }
            }
            case "stream" -> {
                stream = token == JsonToken.VALUE_TRUE;
                if (!token.isBoolean()) {
                    fault = "stream is neither true nor false";
                }
            }
            case "n", "best_of" -> choices = Math.max(choices, natural(token));
            default -> {
                long most = natural(token);
                // The stricter of two words for the same.
                mostOutput = mostOutput == Asked.UNSAID ? most : Math.min(mostOutput, most);
            }
        }
    }

    private long natural(JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT || parser.getTextLength() > 18) {
            fault = member + " is not a whole number";
            return 0;
        }
        return Math.clamp(parser.getLongValue(), 0, MOST);
    }

    /** Each prompt is answered by so many choices. */
    private long mostOfAll() {
        long answers = Math.min(MOST, choices * Math.max(1, prompts));
        return mostOutput == Asked.UNSAID ? mostOutput : Math.min(MOST, mostOutput * answers);
    }

    private void include(JsonToken token) {
        usageTold = token == JsonToken.VALUE_TRUE;
        if (!usageTold) {
            boolean known = token == JsonToken.VALUE_FALSE || token == JsonToken.VALUE_NULL;
            fault = known ? null : "include_usage is neither true nor false";
            int length = token == JsonToken.VALUE_FALSE ? 5 : 4;
            inOptions = new Asked.Patch(behind() - length, length, "true");
        }
    }

    private void estimate(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            prompts += depth == 2 && member.equals("prompt") ? 1 : 0;
            prompt.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        } else if (token.isNumeric()) {
            prompt.number();
        }
    }

    private Asked.@Nullable Patch patch() {
        if (!stream || !usageOnDemand || usageTold) {
            return null;
        }
        if (inOptions != null) {
            return inOptions;
        }
        String word = '"' + INCLUDE + "\":true";
        if (optionsAt >= 0) {
            return new Asked.Patch(optionsAt, 0, options.isEmpty() ? word : word + ",");
        }
        return new Asked.Patch(bodyAt, 0, '"' + OPTIONS + "\":{" + word + "},");
    }
}
