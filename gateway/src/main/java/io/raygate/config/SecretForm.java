package io.raygate.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a secret comes from. What stands there instead is never repeated in a message (S-94).
 */
final class SecretForm {
    static final String ALLOWED = "{file: PATH} or {env: NAME}";

    private SecretForm() {}

    static @Nullable SecretRef read(Reading reading, String path, YamlNode node) {
        if (!(node instanceof YamlNode.Entries mapping)) {
            reading.fault(
                    node.position(),
                    path,
                    "a secret may not stand in the configuration",
                    "allowed: " + ALLOWED);
            return null;
        }
        YamlNode.Entry only = mapping.entries().size() == 1 ? mapping.entries().getFirst() : null;
        String text =
                only != null && only.value() instanceof YamlNode.Scalar scalar && !scalar.isNull()
                        ? scalar.text()
                        : "";
        if (only == null
                || text.isEmpty()
                || !(only.key().equals("file") || only.key().equals("env"))) {
            reading.fault(
                    node.position(),
                    path,
                    "does not say where the secret comes from",
                    "allowed: " + ALLOWED);
            return null;
        }
        if (Substitution.isIn(text)) {
            reading.fault(
                    only.value().position(),
                    path,
                    "environment variables are not put into secret fields",
                    "allowed: " + ALLOWED);
            return null;
        }
        if (only.key().equals("file") && Texts.isPath(text)) {
            return new SecretRef.File(resolve(only.value(), text));
        }
        if (only.key().equals("file") || !Substitution.isName(text)) {
            reading.fault(
                    only.value().position(),
                    path,
                    "names neither a file nor an environment variable",
                    "allowed: " + ALLOWED);
            return null;
        }
        return new SecretRef.Env(text);
    }

    static Map<String, Object> show(SecretRef secret) {
        return switch (secret) {
            case SecretRef.File(Path file) -> Map.of("file", file.toString());
            case SecretRef.Env(String name) -> Map.of("env", name);
        };
    }

    /** A path as seen from the folder of the file that names it. */
    static Path resolve(YamlNode node, String text) {
        return node.position().file().resolveSibling(text).normalize();
    }
}
