package io.raygate;

import io.raygate.config.AdminConfig;
import io.raygate.config.ConfigProblem;
import io.raygate.config.ListenerTlsConfig;
import io.raygate.config.LoadedConfig;
import io.raygate.config.SecretRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the files of listeners' certificates and keys that cannot be read, before anything is
 * bound. A reload does not ask: there the certificates in use stay (S-76).
 */
final class CertificateFiles {
    private final LoadedConfig loaded;
    private final List<ConfigProblem> faults = new ArrayList<>();

    private CertificateFiles(LoadedConfig loaded) {
        this.loaded = loaded;
    }

    /** Returns a fault for each of them; blocks on files. */
    static List<ConfigProblem> unreadable(LoadedConfig loaded) {
        CertificateFiles reading = new CertificateFiles(loaded);
        loaded.config()
                .listeners()
                .forEach(
                        (id, listener) -> {
                            if (listener.tls() != null) {
                                reading.check("listeners." + id + ".tls", listener.tls());
                            }
                        });
        reading.check(loaded.config().admin());
        return List.copyOf(reading.faults);
    }

    private void check(AdminConfig admin) {
        AdminConfig.Tls tls = admin.tls();
        if (tls != null) {
            check("admin.tls", tls.certificate(), tls.key());
        }
        admin.leakReports()
                .github()
                .forEach((id, key) -> check("admin.leakReports.github." + id, key));
    }

    private void check(String at, ListenerTlsConfig tls) {
        for (int i = 0; i < tls.certificates().size(); i++) {
            ListenerTlsConfig.Certificate each = tls.certificates().get(i);
            check(at + ".certificates[" + i + "]", each.certificate(), each.key());
        }
        if (tls.ca() != null) {
            check(at + ".ca", tls.ca());
        }
    }

    private void check(String at, Path certificate, SecretRef key) {
        check(at + ".certificate", certificate);
        check(at + ".key", key);
    }

    private void check(String at, SecretRef key) {
        if (key instanceof SecretRef.File(var path)) {
            check(at, path);
        }
    }

    private void check(String at, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            faults.add(loaded.problem(at, "cannot read " + file, "needed: a readable PEM file"));
        }
    }
}
