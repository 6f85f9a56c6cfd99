package io.raygate.snapshot;

import io.raygate.pem.PemFile;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Certificates among the materials: what cannot be used must be known before it is in force, then
 * the old one stays (S-77).
 */
final class PemMaterials {
    private final Materials materials;
    private final Faults faults;

    PemMaterials(Materials materials, Faults faults) {
        this.materials = materials;
        this.faults = faults;
    }

    /** The file's content as it stands; empty, and a fault, where a file is named and not there. */
    Optional<PemFile> read(String at, @Nullable Path path) {
        Optional<PemFile> read =
                Optional.ofNullable(path).flatMap(materials::file).map(PemFile::new);
        if (path != null && read.isEmpty()) {
            faults.add(at, "cannot read " + path, "needed: a readable PEM file");
        }
        return read;
    }

    /** The same for authorities that a peer is verified by. */
    Optional<PemFile> authorities(String at, @Nullable Path path) {
        Optional<PemFile> read = read(at, path);
        read.ifPresent(file -> check(at, "PEM, at least one certificate", file::authorities));
        return read;
    }

    /** Makes a fault of what a check fails with. */
    void check(String at, String needed, Check check) {
        try {
            check.run();
        } catch (GeneralSecurityException | RuntimeException cause) {
            faults.add(at, "cannot be used: " + cause.getMessage(), "needed: " + needed);
        }
    }

    /** Fails where a file is none of what it must be. */
    interface Check {
        void run() throws GeneralSecurityException;
    }
}
