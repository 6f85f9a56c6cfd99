package io.raygate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL on loopback, which can be frozen, killed and started again. */
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "postgres";

    private final Path folder;
    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;

    private PostgresServer(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    public static PostgresServer start() {
        try {
            Path folder = Files.createTempDirectory("raygate-postgres");
            return new PostgresServer(folder, started(folder, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres started(Path folder, int port) throws IOException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("data"))
                        .setCleanDataDirectory(false)
                        // Made fast by default: it then loses what it has acknowledged.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("max_connections", "100");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** The JDBC address of a new and empty database. */
    public String newDatabase() {
        String name = "raygate" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    /** Stops all its processes where they are: connections stay open and nothing answers. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** Ends all its processes at once. */
    public void kill() {
        signal("-KILL");
    }

    /** Starts it again after {@link #kill}, with what it had acknowledged. */
    public void restart() {
        int port = server.getPort();
        try {
            server.close();
            Files.deleteIfExists(folder.resolve("data").resolve("postmaster.pid"));
            server = started(folder, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        try {
            long pid =
                    Long.parseLong(
                            Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                                    .getFirst()
                                    .strip());
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            List<String> pids =
                    Stream.concat(Stream.of(postmaster), postmaster.descendants())
                            .map(process -> Long.toString(process.pid()))
                            .toList();
            new ProcessBuilder(Stream.concat(Stream.of("kill", signal), pids.stream()).toList())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
