package io.raygate.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why something cannot be read or written, in the words of people. */
record IoFault(IOException cause) {

    String text() {
        return switch (cause) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            case ConnectException fault when fault.getMessage() == null -> "no connection";
            case FileSystemException fault when fault.getReason() != null -> fault.getReason();
            default -> Objects.requireNonNullElse(cause.getMessage(), "input or output failed");
        };
    }
}
