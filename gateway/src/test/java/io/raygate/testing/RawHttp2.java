package io.raygate.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;

/** A client that sends any frames, over TLS or in clear text, and reads what comes back. */
public final class RawHttp2 implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;

    public static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final DataInputStream in;
    private final FieldBlocks blocks = new FieldBlocks();

    /** One frame; the payload as it came. */
    public record Frame(int type, int flags, int stream, ByteBuffer payload) {

        /** The error of a RST_STREAM or GOAWAY. */
        public int error() {
            return payload.getInt(type == GOAWAY ? 4 : 0);
        }

        /** The last stream that a GOAWAY promises to serve. */
        public int lastStream() {
            return payload.getInt(0);
        }

        public boolean isEnd() {
            return (flags & END_STREAM) != 0;
        }
    }

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
    }

    /** Connects, does the handshake and says nothing. */
    public static RawHttp2 connect(int port) throws IOException {
        return connect(port, List.of());
    }

    /** The same for a server of this name (S-75). */
    public static RawHttp2 connect(int port, String serverName) throws IOException {
        return connect(port, List.of(new SNIHostName(serverName)));
    }

    /** Connects in clear text and says nothing. */
    public static RawHttp2 clear(int port) throws IOException {
        return new RawHttp2(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private static RawHttp2 connect(int port, List<SNIServerName> names) throws IOException {
        var socket =
                (SSLSocket)
                        TestCertificates.believing()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(names);
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new RawHttp2(socket);
    }

    /** Sends the preface and our settings: pairs of id and value. */
    public RawHttp2 begin(int... settings) throws IOException {
        var payload = ByteBuffer.allocate(settings.length * 3);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        socket.getOutputStream().write(PREFACE);
        return frame(SETTINGS, 0, 0, payload.array());
    }

    public RawHttp2 frame(int type, int flags, int stream, byte... payload) throws IOException {
        return send(bytes(type, flags, stream, payload));
    }

    public static byte[] bytes(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public RawHttp2 send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends only the first bytes. */
    public RawHttp2 send(byte[] bytes, int count) throws IOException {
        return send(Arrays.copyOf(bytes, count));
    }

    /** Sends so many equal frames; a connection that ends meanwhile ends the flood. */
    public RawHttp2 flood(int count, int type, int flags, int stream, byte... payload)
            throws IOException {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            all.write(bytes(type, flags, stream, payload));
        }
        return flood(all.toByteArray());
    }

    /** Sends frames; a connection that ends meanwhile ends the flood. */
    public RawHttp2 flood(byte[] frames) throws IOException {
        try {
            return send(frames);
        } catch (SocketException ended) {
            return this;
        }
    }

    public RawHttp2 get(int stream, String path) throws IOException {
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, head(stream, "GET", path));
    }

    public RawHttp2 post(int stream, String path) throws IOException {
        return frame(HEADERS, END_HEADERS, stream, head(stream, "POST", path));
    }

    /** A block with the fields that each request needs. */
    public byte[] head(int stream, String method, String path) throws IOException {
        return block(
                stream, ":method=" + method + "~:scheme=https~:authority=localhost~:path=" + path);
    }

    /** A block of any fields, as {@code name=value} with {@code ~} between; nothing is checked. */
    public byte[] block(int stream, String fields) throws IOException {
        return blocks.of(stream, fields);
    }

    public static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** The next frame; fails at the end of the connection. */
    public Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, ByteBuffer.wrap(in.readNBytes(length)));
    }

    /** Reads on to the first frame that fits. */
    public Frame await(Predicate<Frame> wanted) throws IOException {
        var frame = read();
        while (!wanted.test(frame)) {
            frame = read();
        }
        return frame;
    }

    public Frame await(int type) throws IOException {
        return await(frame -> frame.type() == type);
    }

    /** The error of the GOAWAY that must come; then the connection must end. */
    public int awaitGoAway() throws IOException {
        int error = await(GOAWAY).error();
        awaitEnd();
        return error;
    }

    public void awaitEnd() throws IOException {
        try {
            await(frame -> false);
        } catch (EOFException | SocketException ended) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
