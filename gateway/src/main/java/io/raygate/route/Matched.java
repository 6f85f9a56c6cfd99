package io.raygate.route;

/** What the table says about a request. */
public sealed interface Matched {

    /** This route binds it. */
    record To(Route route) implements Matched {}

    /** A route has the path but not the method: 405, if the caller is granted it (S-68). */
    record OtherMethod(Route route) implements Matched {}

    /**
     * Only the other form of the path, with or without its last slash, matches, and the route
     * redirects there.
     */
    record OtherSlash(Route route) implements Matched {}

    /** No route names it. */
    record Nothing() implements Matched {}
}
