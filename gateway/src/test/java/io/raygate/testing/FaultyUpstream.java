package io.raygate.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * An upstream that does on each connection exactly what a test tells it, well or badly, byte by
 * byte.
 */
public final class FaultyUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private final Script script;
    private final List<Conversation> conversations = new CopyOnWriteArrayList<>();

    /** What happens on one connection; when it returns, the connection is closed. */
    @FunctionalInterface
    public interface Script {
        void run(Conversation conversation) throws Exception;
    }

    private FaultyUpstream(ServerSocketFactory sockets, int wanted, Script script)
            throws IOException {
        this.script = script;
        server = sockets.createServerSocket(wanted, 1024, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        Thread.ofVirtual().start(this::accept);
    }

    public static FaultyUpstream start(Script script) throws IOException {
        return start(ServerSocketFactory.getDefault(), script);
    }

    /** The same with sockets of another kind, such as TLS. */
    public static FaultyUpstream start(ServerSocketFactory sockets, Script script)
            throws IOException {
        return new FaultyUpstream(sockets, 0, script);
    }

    /**
     * Another one that does the same at the same port, once this one, which is closed, has left.
     */
    public FaultyUpstream again() throws IOException {
        FaultyUpstream next =
                await().ignoreExceptionsInstanceOf(BindException.class)
                        .until(
                                () ->
                                        new FaultyUpstream(
                                                ServerSocketFactory.getDefault(), port, script),
                                Objects::nonNull);
        close();
        return next;
    }

    /** Answers each request with the same bytes, as long as requests come. */
    public static FaultyUpstream answering(String answer) throws IOException {
        return start(
                conversation -> {
                    while (conversation.readRequest()) {
                        conversation.send(answer);
                    }
                });
    }

    /** A port on which nobody listens: none of those that the system hands out. */
    public static int closedPort() {
        return 1;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Conversation conversation = new Conversation(socket, conversations.size());
                conversations.add(conversation);
                Thread.ofVirtual().start(() -> converse(socket, conversation));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket, Conversation conversation) {
        try (socket) {
            script.run(conversation);
        } catch (Exception ended) {
            // the other side has ended it, or the test has
        }
    }

    public int port() {
        return port;
    }

    /** From now on connections are refused; those that there are stay. */
    public void acceptNoMore() throws IOException {
        server.close();
    }

    /** Every connection so far, in order of acceptance. */
    public List<Conversation> conversations() {
        return conversations;
    }

    /** The heads of all requests so far, over all connections. */
    public List<String> heads() {
        return conversations.stream().flatMap(each -> each.heads().stream()).toList();
    }

    /** All bodies of requests that have arrived, in the order of connections. */
    public List<String> bodies() {
        return conversations.stream().flatMap(each -> each.bodies().stream()).toList();
    }

    /** Connections that are open on this side. */
    public long open() {
        return conversations.stream().filter(each -> !each.isClosed()).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Conversation each : conversations) {
            each.close();
        }
    }
}
