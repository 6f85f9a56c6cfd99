package io.raygate.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection as a {@link FaultyUpstream} sees it. */
public final class Conversation {
    private static final int PATIENCE_MILLIS = (int) Patience.LIMIT.toMillis();

    private final Socket socket;
    private final int number;
    private final InputStream in;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch signal = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    Conversation(Socket socket, int number) throws IOException {
        this.socket = socket;
        this.number = number;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** 0 for the first connection that was accepted. */
    public int number() {
        return number;
    }

    public List<String> heads() {
        return heads;
    }

    public List<String> bodies() {
        return bodies;
    }

    /** Reads a head and its body, or returns false at the end of the connection. */
    public boolean readRequest() throws IOException {
        String head = readHead();
        if (head.isEmpty()) {
            return false;
        }
        String lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int from = length + 18;
            int count = Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
            bodies.add(new String(in.readNBytes(count), StandardCharsets.ISO_8859_1));
        } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
            bodies.add(readChunks());
        }
        return true;
    }

    /** Reads a head only; empty at the end of the connection. */
    public String readHead() throws IOException {
        String head = readThrough("\r\n\r\n");
        if (!head.isEmpty()) {
            heads.add(head);
        }
        return head;
    }

    private String readChunks() throws IOException {
        var body = new StringBuilder();
        while (true) {
            String line = readThrough("\r\n");
            int size = Integer.parseInt(line.strip(), 16);
            body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
            readThrough("\r\n");
            if (size == 0) {
                return body.toString();
            }
        }
    }

    /** Reads up to and with {@code end}; empty where the connection ends before. */
    public String readThrough(String end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                gone.countDown();
                return "";
            }
            bytes.write(octet);
            if (octet == end.charAt(end.length() - 1)) {
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                if (text.endsWith(end)) {
                    return text;
                }
            }
        }
    }

    /** Reads exactly that many bytes, fewer only at the end of the connection. */
    public byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    public Conversation send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Conversation send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Waits until the other side has closed. */
    public void awaitGone() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            while (in.read() >= 0) {
                Thread.onSpinWait();
            }
        } finally {
            gone.countDown();
        }
    }

    /** Waits for {@link #signal}. */
    public void awaitSignal() throws InterruptedException {
        if (!signal.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody gave the signal");
        }
    }

    /** Lets a script that waits go on. */
    public void signal() {
        signal.countDown();
    }

    /** Whether the other side was seen to have closed, waiting for it if need be. */
    public boolean isGone() throws InterruptedException {
        return gone.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection with a reset instead of an end. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends our half of the connection; what comes is still read. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    public boolean isClosed() {
        return socket.isClosed();
    }

    public void close() throws IOException {
        socket.close();
    }
}
