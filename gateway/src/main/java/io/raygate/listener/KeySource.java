package io.raygate.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Where the private key of a certificate comes from; read again at each poll. */
public sealed interface KeySource {

    /** The key as PEM: PKCS #8, or the older forms for RSA and EC. */
    String read() throws IOException;

    /** A file, which nobody but its owner and group may read (S-76). */
    record KeyFile(Path file) implements KeySource {
        @Override
        public String read() throws IOException {
            var store = Files.getFileStore(file);
            boolean open =
                    store.supportsFileAttributeView("posix")
                            && Files.getPosixFilePermissions(file)
                                    .contains(PosixFilePermission.OTHERS_READ);
            if (open) {
                throw new IOException(file + " can be read by others: take that right away");
            }
            return Files.readString(file);
        }
    }

    /** A text that is known already, for example from the environment. */
    record KeyText(String pem) implements KeySource {
        @Override
        public String read() {
            return pem;
        }

        /** Shows nothing: a key must not reach a log (S-94). */
        @Override
        public String toString() {
            return "KeyText[]";
        }
    }
}
