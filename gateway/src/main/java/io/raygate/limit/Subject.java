package io.raygate.limit;

/**
 * Who or what is limited: what is left belongs to it, whatever set applies.
 *
 * @param id of the tenant or key, or of the route and the tenant that calls it
 */
public record Subject(Kind kind, String id) {

    /** At what a set was named, and whom it binds. */
    public enum Kind {
        TENANT(1_000_000),
        KEY(1_000_000),
        /** A tenant on a route. */
        ROUTE(1_000_000),
        /** An address on a route: anyone may have many. */
        ADDRESS(100_000);

        private final int most;

        Kind(int most) {
            this.most = most;
        }

        /** That are remembered at once; about 250 bytes each and 110 for each limit. */
        int most() {
            return most;
        }
    }

    public static Subject tenant(String id) {
        return new Subject(Kind.TENANT, id);
    }

    /** A key of this id. */
    public static Subject key(String id) {
        return new Subject(Kind.KEY, id);
    }

    /** A route as one tenant uses it. */
    public static Subject route(String id, String tenant) {
        return new Subject(Kind.ROUTE, id + '\n' + tenant);
    }

    /** A route as it is used from one address, where nobody is identified. */
    public static Subject address(String route, String network) {
        return new Subject(Kind.ADDRESS, route + '\n' + network);
    }

    /** Whose it is: the id without the route. */
    public String owner() {
        return id.substring(id.indexOf('\n') + 1);
    }

    /** The route that it is about; empty: any. */
    public String where() {
        return id.substring(0, Math.max(0, id.indexOf('\n')));
    }
}
