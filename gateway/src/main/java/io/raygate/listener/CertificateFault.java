package io.raygate.listener;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A certificate or its key cannot be used; the message names the file and never shows a key. */
public final class CertificateFault extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    CertificateFault(Path file, Exception cause) {
        this(List.of(file), cause);
    }

    /** It is not known which one of the files. */
    CertificateFault(List<Path> files, Exception cause) {
        super(
                files.stream().map(Path::toString).collect(Collectors.joining(", "))
                        + ": "
                        + reason(cause),
                cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    private static String reason(Throwable cause) {
        var message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
