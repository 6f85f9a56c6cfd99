package io.raygate.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Free text of bounded length that fits a rule. */
record Texts(int most, String rule, boolean open, Predicate<String> fits) implements Form<String> {
    static final Texts PATH = text(4096, "a file path", Texts::isPath);

    /** Ids, which become labels, header values and paths (S-52). */
    static final Texts ID = text(64, "ids of 1 to 64 A-Z a-z 0-9 . _ -", Texts::isId);

    /** Names of fields, claims' members, cookies and methods: RFC 9110 section 5.6.2. */
    static final Texts TOKEN =
            text(128, "1 to 128 letters, digits and !#$%&'*+-.^_`|~", Texts::isToken);

    /**
     * RFC 9110 section 5.5 without obs-text, whose meaning nobody agrees on; somebody may keep a
     * secret there.
     */
    static final Texts FIELD_VALUE =
            new Texts(
                    8192,
                    "visible ASCII and inner blanks",
                    false,
                    it -> isPrintable(it, 0x7E) && it.strip().equals(it));

    /** Text for people and comparisons. */
    static final Texts NAME =
            text(256, "1 to 256 characters", it -> isPrintable(it, Character.MAX_CODE_POINT));

    static Texts text(int most, String rule, Predicate<String> fits) {
        return new Texts(most, rule, true, fits);
    }

    @Override
    public Parsed<String> parse(String text) {
        boolean right = !text.isEmpty() && text.length() <= most && fits.test(text);
        return right ? Parsed.of(text) : Parsed.wrong("does not fit");
    }

    @Override
    public String allowed() {
        return rule;
    }

    @Override
    public boolean mayBeRepeated(String text) {
        return open;
    }

    /** A platform in a plain locale knows no names beyond ASCII. */
    static boolean isPath(String text) {
        try {
            return isPrintable(text, Character.MAX_CODE_POINT)
                    && !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException notHere) {
            return false;
        }
    }

    static boolean isId(String text) {
        return text.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '_' || c == '-');
    }

    static boolean isToken(String text) {
        return text.chars().allMatch(c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    static boolean isPrintable(String text, int last) {
        return text.codePoints().allMatch(c -> c <= last && isPrintable(c));
    }

    /**
     * A half of a pair is no character, stands in no database and no UTF-8; what turns the
     * direction of text shows people another text than there is.
     */
    private static boolean isPrintable(int c) {
        return !Character.isISOControl(c)
                && Character.getType(c) != Character.SURROGATE
                && !isBidiControl(c);
    }

    private static boolean isBidiControl(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
