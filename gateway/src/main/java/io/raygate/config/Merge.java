package io.raygate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins the documents of several files: they add to the maps of ids, everything else stands in one
 * file.
 */
final class Merge {
    private static final Set<String> JOINED =
            Set.of("", "listeners", "auth", "auth.jwt", "tenants", "clusters", "routes");

    private Merge() {}

    /**
     * @param documents the main one first
     */
    static YamlNode.Entries of(List<YamlNode.Entries> documents, Reading reading) {
        YamlNode.Entries whole = documents.getFirst();
        for (YamlNode.Entries document : documents.subList(1, documents.size())) {
            whole = join("", whole, withoutVersion(document, reading), reading);
        }
        return whole;
    }

    private static YamlNode.Entries withoutVersion(YamlNode.Entries document, Reading reading) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry entry : document.entries()) {
            if (entry.key().equals("include")) {
                reading.fault(
                        entry.position(),
                        "include",
                        "stands in an included file",
                        "allowed: in the main file");
            } else if (!isVersion(entry)) {
                entries.add(entry);
            }
        }
        return new YamlNode.Entries(entries, document.position());
    }

    private static boolean isVersion(YamlNode.Entry entry) {
        return entry.key().equals("version")
                && entry.value() instanceof YamlNode.Scalar scalar
                && scalar.text().equals("1");
    }

    private static YamlNode.Entries join(
            String path, YamlNode.Entries first, YamlNode.Entries second, Reading reading) {
        Map<String, YamlNode.Entry> joined = new LinkedHashMap<>();
        first.entries().forEach(entry -> joined.put(entry.key(), entry));
        for (YamlNode.Entry entry : second.entries()) {
            String entryPath = path.isEmpty() ? entry.key() : path + "." + entry.key();
            YamlNode.Entry known = joined.get(entry.key());
            if (known == null) {
                joined.put(entry.key(), entry);
            } else if (JOINED.contains(entryPath)
                    && known.value() instanceof YamlNode.Entries a
                    && entry.value() instanceof YamlNode.Entries b) {
                joined.put(
                        entry.key(),
                        new YamlNode.Entry(
                                known.key(), known.position(), join(entryPath, a, b, reading)));
            } else {
                reading.fault(
                        entry.position(),
                        Quoted.plain(entryPath),
                        "stands in two files, first in " + known.position(),
                        "");
            }
        }
        return new YamlNode.Entries(List.copyOf(joined.values()), first.position());
    }
}
