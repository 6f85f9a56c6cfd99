package io.raygate.exchange;

/**
 * Which optional parts a path may have (S-24). The sanitiser asks for what any route allows, since
 * the route is not known yet; once it is, {@link #permits} asks for what that route allows.
 *
 * @param encodedSlash {@code %2F} may stand in a segment, and stays encoded
 * @param parameters a segment may have parameters behind a semicolon
 */
public record PathRules(boolean encodedSlash, boolean parameters) {

    /** No optional part: what holds where nothing is said. */
    public static final PathRules STRICT = new PathRules(false, false);

    /** Whether a canonical path uses nothing that these rules do not allow. */
    public boolean permits(String canonical) {
        return (encodedSlash || !canonical.contains("%2F"))
                && (parameters || canonical.indexOf(';') < 0);
    }
}
