package io.raygate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sends any bytes and reads what comes back. */
public final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = (int) Patience.LIMIT.toMillis();

    private final Socket socket;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    public static RawSocket connect(int port) throws IOException {
        return connect(new Socket(), port);
    }

    /** With a socket that was prepared, for example bound to an address. */
    public static RawSocket connect(Socket socket, int port) throws IOException {
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new RawSocket(socket);
    }

    /** Around a socket that is connected, for example by TLS. */
    public static RawSocket of(Socket socket) throws IOException {
        return new RawSocket(socket);
    }

    public RawSocket send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawSocket send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends text in which {@code ~} stands for a line end. */
    public RawSocket lines(String text) throws IOException {
        return send(text.replace("~", "\r\n"));
    }

    /** Ends our direction only. */
    public RawSocket endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Everything up to the end of the stream; fails if that does not come. */
    public String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /**
     * The same where the peer may end before it has read what we sent, which the system then tells
     * by a reset.
     */
    public String readUntilGone() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException _) {
            // gone
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** One answer with a Content-Length or none, head and body; what is behind it stays unread. */
    public String readAnswer() throws IOException {
        var head = readThrough("\r\n\r\n");
        var lower = head.toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at < 0) {
            return head;
        }
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        var body = socket.getInputStream().readNBytes(length);
        return head + new String(body, StandardCharsets.ISO_8859_1);
    }

    /** Everything up to and with {@code end}; fails at the end of the stream. */
    public String readThrough(String end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("ended after: " + bytes);
            }
            bytes.write(octet);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
