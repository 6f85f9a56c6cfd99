package io.raygate.snapshot;

import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.config.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the peppers that the configuration names (S-59). */
final class PepperCompiler {
    private final Materials materials;
    private final Faults faults;

    PepperCompiler(Materials materials, Faults faults) {
        this.materials = materials;
        this.faults = faults;
    }

    /** Empty where the configuration names none, or one of them cannot be used. */
    Optional<Peppers> compile(GatewayConfig config) {
        List<Pepper> peppers = new ArrayList<>();
        config.auth()
                .apiKeys()
                .peppers()
                .forEach(
                        (version, reference) ->
                                pepper(version, materials.secret(reference).orElse(""))
                                        .ifPresent(peppers::add));
        return peppers.isEmpty() ? Optional.empty() : Optional.of(new Peppers(peppers));
    }

    private Optional<Pepper> pepper(String version, String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length >= Pepper.SHORTEST) {
            return Optional.of(new Pepper(Integer.parseInt(version), secret));
        }
        faults.add(
                "auth.apiKeys.peppers." + version,
                secret.isEmpty() ? "cannot be read or is empty" : "is shorter than 32 octets",
                "needed: a secret such as openssl rand -base64 32 prints");
        return Optional.empty();
    }
}
