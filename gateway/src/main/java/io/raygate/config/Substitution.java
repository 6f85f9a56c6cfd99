package io.raygate.config;

/**
 * Puts environment variables into a value: a name between dollar-brace and brace, with {@code :-}
 * and a default behind it for one that is unset or empty. Two dollars before the brace write one,
 * literally. What is put in is not looked at again.
 */
final class Substitution {

    private Substitution() {}

    static boolean isIn(String text) {
        return text.contains("${");
    }

    /** The value with everything put in, or what is wrong. */
    static Parsed<String> apply(String text, Reading reading) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("${", at);
            if (open < 0) {
                break;
            }
            if (open > at && text.charAt(open - 1) == '$') {
                out.append(text, at, open - 1).append("${");
                at = open + 2;
                continue;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                return Parsed.wrong("has ${ without }");
            }
            Parsed<String> value = value(text.substring(open + 2, close), reading);
            if (!(value instanceof Parsed.Value<String>(String put))) {
                return value;
            }
            out.append(text, at, open).append(put);
            at = close + 1;
        }
        return Parsed.of(out.append(text, at, text.length()).toString());
    }

    private static Parsed<String> value(String reference, Reading reading) {
        int dash = reference.indexOf(":-");
        String name = dash < 0 ? reference : reference.substring(0, dash);
        if (!isName(name)) {
            return Parsed.wrong("names no environment variable between ${ and }");
        }
        String value = reading.environment(name);
        if (dash >= 0 && (value == null || value.isEmpty())) {
            return Parsed.of(reference.substring(dash + 2));
        }
        return value == null
                ? Parsed.wrong(
                        "needs the environment variable "
                                + Quoted.plain(name)
                                + ", which is not set")
                : Parsed.of(value);
    }

    /** POSIX 3.216: letters, digits and underscore, no digit first. */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
