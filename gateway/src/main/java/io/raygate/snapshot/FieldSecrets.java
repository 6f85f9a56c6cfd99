package io.raygate.snapshot;

import io.raygate.config.SecretRef;
import java.util.Optional;

/** Reads secrets that travel in a header field, and says which of them cannot. Blocking. */
final class FieldSecrets {
    private final Materials materials;
    private final Faults faults;

    FieldSecrets(Materials materials, Faults faults) {
        this.materials = materials;
        this.faults = faults;
    }

    /**
     * @param at the key that names the secret
     */
    Optional<String> read(String at, SecretRef reference) {
        Optional<String> value = materials.secret(reference);
        if (value.isEmpty() || value.get().isBlank()) {
            faults.add(
                    at,
                    "the secret is missing or empty",
                    "needed: a readable file or a set variable");
        } else if (!value.get().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            faults.add(
                    at,
                    "the secret holds what no field value may",
                    "needed: one line of visible ASCII");
        }
        return value;
    }
}
