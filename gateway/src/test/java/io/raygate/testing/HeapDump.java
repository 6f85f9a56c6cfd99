package io.raygate.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is alive in the memory of a gateway, as octets to search. */
public final class HeapDump {
    /** Lets a dump be asked for at all; without it the gateway grants none. */
    public static final String ATTACHABLE = "-XX:-DisableAttachMechanism";

    private HeapDump() {}

    /**
     * Takes one.
     *
     * @param file where it is written
     */
    public static String of(GatewayProcess gateway, Path file)
            throws IOException, InterruptedException {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(gateway.process().pid()),
                                "GC.heap_dump",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tool.waitFor() != 0) {
            throw new IOException(said);
        }
        return octets(file);
    }

    /** A file, one character for each octet. */
    public static String octets(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Whether a text is in it, in one of the two forms of the platform's texts. */
    public static boolean holds(String octets, String text) {
        String wide =
                new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
        return octets.contains(text) || octets.contains(wide);
    }
}
