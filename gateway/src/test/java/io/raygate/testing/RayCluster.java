package io.raygate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One real Ray Serve cluster of one node on loopback.
 *
 * @param name what its answers call it, before the slash of {@code x-served-by}
 * @param port of the HTTP ingress; the others follow it, see {@code loadtest/ray/README.md}
 * @param folder where the clusters keep their files, each below its name
 */
public record RayCluster(String name, int port, Path folder) {

    /** The HTTP ingress, without a path. */
    public URI http() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The gRPC ingress speaks cleartext HTTP/2; profile full only. */
    public int grpcPort() {
        return port + 1;
    }

    /** The dashboard with the Serve REST API, without a path. */
    public URI dashboard() {
        return URI.create("http://127.0.0.1:" + (port + 2));
    }

    /**
     * Every line that Serve's proxy and replicas have logged so far, for a search by request id.
     */
    public List<String> serveLog() {
        try (Stream<Path> files =
                Files.walk(folder.resolve(name).resolve("t/session_latest/logs/serve"))) {
            return files.filter(Files::isRegularFile).flatMap(RayCluster::lines).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills the HTTP and gRPC proxy, and waits until its port is free: as long as the process dies,
     * the kernel still takes connections for it and resets them. Ray starts another one after about
     * half a minute.
     */
    public void killProxy() {
        RayScript.start(folder, "kill.sh", name, "ray::ProxyActor").lastLine();
        Awaitility.await().until(this::isRefused);
    }

    private boolean isRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
