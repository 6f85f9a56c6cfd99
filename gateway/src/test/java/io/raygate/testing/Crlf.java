package io.raygate.testing;

/** Messages written as lines, since HTTP's line ends are not those of a text block. */
public final class Crlf {
    private Crlf() {}

    /** The lines with CRLF between them, none behind the last. */
    public static String lines(String... lines) {
        return String.join("\r\n", lines);
    }
}
