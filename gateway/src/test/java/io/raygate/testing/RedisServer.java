package io.raygate.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A real Redis on loopback, which can be frozen, killed, emptied and started again. */
public final class RedisServer implements AutoCloseable {
    private static final String BINARY = "redis-server-6.2.6-v5-linux-amd64";

    private final Path folder;
    private final int port;
    private final List<String> more;
    private Process process;

    private RedisServer(Path folder, int port, List<String> more) throws IOException {
        this.folder = folder;
        this.port = port;
        this.more = more;
        this.process = begin();
    }

    /**
     * Keeps nothing on disk.
     *
     * @param more further arguments of the server
     */
    public static RedisServer start(String... more) {
        try {
            Path folder = Files.createTempDirectory("raygate-redis");
            Path binary = folder.resolve("redis-server");
            try (InputStream in =
                    Objects.requireNonNull(
                            RedisServer.class.getResourceAsStream("/" + BINARY), BINARY)) {
                Files.copy(in, binary);
            }
            Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwx------"));
            RedisServer server =
                    new RedisServer(folder, FreePorts.pick(1).getFirst(), List.of(more));
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Watches over another one, under the name {@code limits}, and lets its replica take over. */
    public static RedisServer sentinel(RedisServer watched) {
        try {
            Path settings = Files.createTempFile("raygate-sentinel", ".conf");
            Files.writeString(
                    settings,
                    """
                    sentinel monitor limits 127.0.0.1 %d 1
                    sentinel down-after-milliseconds limits 500
                    sentinel failover-timeout limits 3000
                    """
                            .formatted(watched.port));
            return start(settings.toString(), "--sentinel");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process begin() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("redis-server").toString());
        if (more.contains("--sentinel")) {
            command.add(more.getFirst());
            command.addAll(List.of("--sentinel", "--port", Integer.toString(port)));
            return process(command);
        }
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no"));
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(more);
        return process(command);
    }

    private Process process(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitAnswer() {
        await("Redis answers").ignoreExceptions().until(() -> command("PING").equals("PONG"));
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /**
     * What it answers to a command, of a list the first; empty: nothing.
     *
     * @throws UncheckedIOException if it does not answer
     */
    public String command(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String line = line(in);
            while (line.startsWith("*") && !line.equals("*0")) {
                line = line(in);
            }
            return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '$' -> text(in, Integer.parseInt(line.substring(1)));
                case '+', ':', '-' -> line.substring(1);
                default -> "";
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    private static String text(InputStream in, int length) throws IOException {
        return length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    /** Forgets everything and goes on. */
    public void empty() {
        command("FLUSHALL");
    }

    /** Stops it where it is: connections stay open and nothing answers. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** Ends it at once, and with it all it knew. */
    public void kill() {
        process.destroyForcibly();
        await("Redis ends").until(() -> !process.isAlive());
    }

    /** Starts it again after {@link #kill}. */
    public void restart() {
        try {
            process = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    private void signal(String signal) {
        Shell.run("kill " + signal + " " + process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
