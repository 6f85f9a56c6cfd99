package io.raygate.listener;

import java.io.Serial;
import java.nio.file.Path;

/** A certificate or its key cannot be used; the message names the file and never shows a key. */
public final class CertificateFault extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    CertificateFault(Path file, Exception cause) {
        super(file + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        var message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
