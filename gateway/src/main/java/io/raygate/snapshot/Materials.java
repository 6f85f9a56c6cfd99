package io.raygate.snapshot;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.config.SecretRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contents that a configuration refers to, key sets and secrets, as read at one moment.
 * Blocking: control plane only.
 */
final class Materials {
    private static final int LARGEST = 1 << 20;

    private final Function<String, @Nullable String> environment;
    private final CredentialHash hash = new CredentialHash();
    private final Map<Path, Optional<Digest>> digests = new TreeMap<>();

    /**
     * @param environment value of a variable, or null
     */
    Materials(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The file's bytes, or empty where it cannot be read or is larger than 1 MiB; also where it is
     * no regular file, since a pipe may never end and never even begin.
     */
    Optional<byte[]> file(Path path) {
        digests.put(path, Optional.empty());
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return Optional.empty();
            }
            digests.put(path, Optional.of(hash.of(bytes)));
            return Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The secret without its last line end, or empty where it is not there. */
    Optional<String> secret(SecretRef reference) {
        return switch (reference) {
            case SecretRef.Env(var name) -> Optional.ofNullable(environment.apply(name));
            case SecretRef.File(var path) ->
                    file(path)
                            .map(
                                    bytes ->
                                            new String(bytes, StandardCharsets.UTF_8)
                                                    .stripTrailing());
        };
    }

    /** Every file that was asked for with the digest of its content, to notice a change. */
    Map<Path, Optional<Digest>> digests() {
        return Map.copyOf(digests);
    }
}
