package io.raygate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What tells a changed file without reading it: also one that was put in the place of another with
 * its size and its time of change, since the time of the entry in the file system is nobody's to
 * choose.
 *
 * @param attributes empty where there is no file
 */
record FileStamp(Map<String, Object> attributes) {

    /** The stamps of these files as they are now. */
    static Map<Path, FileStamp> of(Iterable<Path> files) {
        Map<Path, FileStamp> stamps = new HashMap<>();
        files.forEach(file -> stamps.put(file, of(file)));
        return stamps;
    }

    private static FileStamp of(Path file) {
        try {
            return new FileStamp(Files.readAttributes(file, "unix:ino,ctime,size"));
        } catch (IOException e) {
            return new FileStamp(Map.of());
        }
    }
}
