package io.raygate.limit;

/**
 * Who or what is limited: what is left belongs to it, whatever set applies.
 *
 * @param id of the tenant or key, or of the route and the tenant that calls it
 */
public record Subject(Kind kind, String id) {

    /** At what a set was named. */
    public enum Kind {
        TENANT,
        KEY,
        ROUTE
    }

    public static Subject tenant(String id) {
        return new Subject(Kind.TENANT, id);
    }

    /** A key of this id. */
    public static Subject key(String id) {
        return new Subject(Kind.KEY, id);
    }

    /**
     * A route as one caller uses it.
     *
     * @param caller the tenant, or the address where nobody is identified
     */
    public static Subject route(String id, String caller) {
        return new Subject(Kind.ROUTE, id + '\n' + caller);
    }
}
