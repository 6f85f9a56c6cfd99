package io.raygate.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Reads a single value: environment variables first, then its form, then the type that YAML gives
 * it.
 */
final class ScalarForm {
    private static final CoreScalarResolver YAML_TYPES = new CoreScalarResolver(false);

    private ScalarForm() {}

    /**
     * The value, or null and a fault. What came from the environment is never repeated in a
     * message.
     */
    static <T> @Nullable T read(Reading reading, String path, YamlNode node, Form<T> form) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            reading.fault(
                    node.position(), path, "is not a single value", "allowed: " + form.allowed());
            return null;
        }
        if (scalar.isNull()) {
            reading.fault(node.position(), path, "has no value", "allowed: " + form.allowed());
            return null;
        }
        Parsed<T> parsed =
                switch (Substitution.apply(scalar.text(), reading)) {
                    case Parsed.Value<String>(String text) -> typed(scalar, text, form);
                    case Parsed.Wrong<String>(String message) -> Parsed.wrong(message);
                };
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Wrong<T>(String message) -> {
                String subject =
                        form.mayBeRepeated(scalar.text()) ? Quoted.of(scalar.text()) : "the value";
                reading.fault(
                        node.position(),
                        path,
                        subject + " " + message,
                        "allowed: " + form.allowed());
                yield null;
            }
        };
    }

    /**
     * The value as the effective configuration shows it; where somebody may have put a secret, what
     * came from the environment is shown as it is written (S-94).
     */
    static <T> Object show(YamlNode node, Form<T> form, T value) {
        boolean hidden =
                node instanceof YamlNode.Scalar(String text, var plain, var at)
                        && Substitution.isIn(text)
                        && !form.mayBeRepeated(text);
        return hidden ? ((YamlNode.Scalar) node).text() : form.show(value);
    }

    private static <T> Parsed<T> typed(YamlNode.Scalar scalar, String text, Form<T> form) {
        Parsed<T> parsed = form.parse(text);
        if (!(parsed instanceof Parsed.Value<T>(T value)) || Substitution.isIn(scalar.text())) {
            return parsed;
        }
        boolean isText = !scalar.plain() || YAML_TYPES.resolve(text, true).equals(Tag.STR);
        boolean wantsText = form.type(value) == Form.YamlType.TEXT;
        if (isText && !wantsText) {
            return Parsed.wrong("is text for YAML, take the quotes away");
        }
        if (!isText && wantsText) {
            return Parsed.wrong("is a number or a switch for YAML, put it in quotes");
        }
        return parsed;
    }
}
