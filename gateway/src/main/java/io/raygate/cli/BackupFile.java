package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** A file that takes a backup: under its name only when it is whole, and its owner's alone. */
record BackupFile(Path path) {

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Writes a backup as it comes.
     *
     * @return how many rows it has
     * @throws CommandFailure if it was cut off or changed on its way
     */
    long write(InputStream backup) throws IOException {
        Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.FAILED, "there is no folder " + folder);
        }
        Path part =
                Files.createTempFile(
                        folder,
                        "backup",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            long rows;
            try (OutputStream out = Files.newOutputStream(part)) {
                rows = copy(new BufferedInputStream(backup), out);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Its last line holds the digest of all octets before it. */
    private static long copy(InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        byte[] last = {};
        for (byte[] line = line(in); line.length > 0; line = line(in)) {
            digest.update(last);
            out.write(line);
            last = line;
        }
        JsonObject end = end(last);
        if (!HexFormat.of().formatHex(digest.digest()).equals(end.getString("sha256"))) {
            throw cut();
        }
        return end.getLong("rows");
    }

    private static JsonObject end(byte[] line) {
        try {
            JsonObject last = new JsonObject(new String(line, StandardCharsets.UTF_8));
            return last.getJsonObject("end", new JsonObject());
        } catch (DecodeException | ClassCastException _) {
            throw cut();
        }
    }

    private static CommandFailure cut() {
        return new CommandFailure(
                ExitCode.FAILED, "the backup was cut off on its way: nothing was saved");
    }

    /** With its line feed; empty at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            if (c == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
