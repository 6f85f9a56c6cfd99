package io.raygate.listener;

import java.nio.file.Path;
import java.util.List;

/**
 * One certificate of a listener and the names that it is shown for.
 *
 * @param names host names in lower case, also {@code *.example.com}
 * @param chain a PEM file, the leaf first
 * @param isDefault shown to names that no certificate has (S-75)
 */
public record CertificateSettings(
        List<String> names, Path chain, KeySource key, boolean isDefault) {}
