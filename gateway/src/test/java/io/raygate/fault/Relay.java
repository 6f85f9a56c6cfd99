package io.raygate.fault;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network in front of a server on loopback: it carries bytes both ways, and dies, falls silent or
 * cuts at random when told.
 */
final class Relay implements AutoCloseable {
    private static final int PIECE = 4096;

    private final int target;
    private final int port;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private ServerSocket server;
    private volatile double cutting;
    private boolean silent;

    /** On a port of its own; {@code seed} makes its choices. */
    Relay(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        server = listen(0);
        port = server.getLocalPort();
    }

    private ServerSocket listen(int wanted) throws IOException {
        ServerSocket bound = new ServerSocket();
        bound.setReuseAddress(true);
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1024);
        Thread.ofVirtual().start(() -> accept(bound));
        return bound;
    }

    int port() {
        return port;
    }

    /** Resets every connection and takes no more, as a process that is killed. */
    void die() throws IOException {
        server.close();
        reset();
    }

    private void reset() {
        open.forEach(Relay::reset);
    }

    /** Listens again, on the same port. */
    void revive() throws IOException {
        server = listen(port);
    }

    /** Keeps connections and takes new ones, but carries no byte, as a process that is frozen. */
    synchronized void silence(boolean on) {
        silent = on;
        notifyAll();
    }

    /** Cuts a connection in the middle of a piece with this probability a piece, 0 to 1. */
    void cutting(double probability) {
        cutting = probability;
    }

    /** How many connections were cut so far. */
    int cuts() {
        return cuts.get();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(upstream);
                if (from.isClosed()) {
                    reset();
                }
                Thread.ofVirtual().start(() -> carry(client, upstream));
                Thread.ofVirtual().start(() -> carry(upstream, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                awaitVoice();
                if (isCut()) {
                    to.getOutputStream().write(piece, 0, count / 2);
                    cuts.incrementAndGet();
                    reset(to);
                    reset(from);
                    return;
                }
                to.getOutputStream().write(piece, 0, count);
            }
        } catch (IOException | InterruptedException ended) {
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized boolean isCut() {
        return random.nextDouble() < cutting;
    }

    private synchronized void awaitVoice() throws InterruptedException {
        while (silent) {
            wait();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // what is to be reset is gone
        }
    }

    @Override
    public void close() throws IOException {
        die();
        silence(false);
    }
}
