package io.raygate.exchange;

/**
 * Bounds of a request head (security.md, section 21); beyond them 414 or 431.
 *
 * @param requestLine most bytes of method, target and version with the blanks between them; an
 *     HTTP/2 request is measured as if it had such a line
 * @param field most bytes of one field: name, value, and four for the separator and line end
 * @param fields most bytes of all fields together, counted alike
 * @param count most field lines
 */
public record HeadSizes(int requestLine, int field, int fields, int count) {

    public static final HeadSizes DEFAULT = new HeadSizes(8 << 10, 16 << 10, 32 << 10, 100);
}
