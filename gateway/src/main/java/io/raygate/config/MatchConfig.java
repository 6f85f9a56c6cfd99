package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * What a route binds to (S-26).
 *
 * @param hosts in lower case, without port; empty: any
 * @param methods empty: none named, so GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS (S-67)
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
                s.some("hosts", Hosts.FORM, List.of()),
                exact == null
                        ? new Path.Prefix(prefix == null ? "/" : prefix)
                        : new Path.Exact(exact),
                methods(s),
                s.each(
                        "headers",
                        FieldNames.MATCHED,
                        (headers, name) -> headers.one(name, Texts.FIELD_VALUE, "")));
    }

    /** A route that names methods is more specific than one that does not (S-26). */
    private static List<String> methods(Section s) {
        List<String> methods = s.some("methods", Methods.FORM, Methods.DEFAULT);
        return s.isWritten("methods") ? methods : List.of();
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
