package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * What a route binds to (S-26).
 *
 * @param hosts in lower case, without port; empty: any
 * @param headers by name, exact values, all must be there
 */
public record MatchConfig(
        List<String> hosts, Path path, List<String> methods, Map<String, String> headers) {
    static MatchConfig read(Section s) {
        if (s.isWritten("path") == s.isWritten("exactPath")) {
            s.fault("needs one path", "allowed: path for a prefix of whole segments, or exactPath");
        }
        String exact = s.optional("exactPath", HttpPaths.EXACT);
        String prefix = s.optional("path", HttpPaths.PREFIX);
        return new MatchConfig(
                s.restriction("hosts", Hosts.FORM),
                exact == null
                        ? new Path.Prefix(prefix == null ? "/" : prefix)
                        : new Path.Exact(exact),
                methods(s),
                s.each(
                        "headers",
                        FieldNames.MATCHED,
                        (headers, name) -> headers.one(name, Texts.FIELD_VALUE, "")));
    }

    private static List<String> methods(Section s) {
        List<String> methods = s.list("methods", Methods.FORM, Methods.DEFAULT);
        if (methods.isEmpty() && s.isWritten("methods")) {
            s.fault("methods", "has no method", "allowed: at least one");
        }
        return methods;
    }

    /** The path that is matched, in canonical form. */
    public sealed interface Path {

        String value();

        /** This path, with and without a slash at the end, and all below. */
        record Prefix(String value) implements Path {}

        /** This path alone. */
        record Exact(String value) implements Path {}
    }
}
