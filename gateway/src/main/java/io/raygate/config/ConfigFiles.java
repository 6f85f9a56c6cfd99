package io.raygate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads configuration files of bounded size. */
final class ConfigFiles {
    /** Enough for some ten thousand keys; bounds what a wrong file name can cost. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private ConfigFiles() {}

    /** The content of an included file, which must be a file: a pipe may never begin. */
    static byte @Nullable [] readIncluded(Path file, Reading reading) {
        return Files.exists(file) && !Files.isRegularFile(file)
                ? refuse(file, "is no regular file", reading)
                : read(file, reading);
    }

    /** The content, or null and a fault. */
    static byte @Nullable [] read(Path file, Reading reading) {
        if (Files.isDirectory(file)) {
            return refuse(file, "is a folder", reading);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            return content.length > MAX_BYTES
                    ? refuse(file, "is larger than " + Sizes.write(MAX_BYTES), reading)
                    : content;
        } catch (NoSuchFileException missing) {
            return refuse(file, "does not exist", reading);
        } catch (AccessDeniedException denied) {
            return refuse(file, "may not be read", reading);
        } catch (IOException failed) {
            return refuse(file, "cannot be read: " + failed.getMessage(), reading);
        }
    }

    private static byte @Nullable [] refuse(Path file, String message, Reading reading) {
        reading.fault(new Position(file, 1, 1), "", "the file " + message, "");
        return null;
    }
}
