package io.raygate.testing;

import io.raygate.testing.RawHttp2.Frame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The server's side of HTTP/2 with prior knowledge on a {@link Conversation}, frame by frame. */
public final class Http2Peer {
    private static final int PREFACE = 24;

    private final Conversation conversation;
    private final FieldBlocks blocks = new FieldBlocks();

    private Http2Peer(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Reads the client's preface and sends our settings: pairs of id and value. */
    public static Http2Peer begin(Conversation conversation, int... settings) throws IOException {
        var payload = ByteBuffer.allocate(settings.length * 3);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        conversation.read(PREFACE);
        return new Http2Peer(conversation).frame(RawHttp2.SETTINGS, 0, 0, payload.array());
    }

    public Http2Peer frame(int type, int flags, int stream, byte... payload) throws IOException {
        conversation.send(RawHttp2.bytes(type, flags, stream, payload));
        return this;
    }

    /** The next frame, settings and pings acknowledged; fails at the end of the connection. */
    public Frame read() throws IOException {
        var head = conversation.read(9);
        if (head.length < 9) {
            throw new EOFException();
        }
        var in = ByteBuffer.wrap(head);
        int length = ((in.get() & 0xff) << 16) | (in.getShort() & 0xffff);
        int type = in.get();
        int flags = in.get() & 0xff;
        int stream = in.getInt();
        var frame = new Frame(type, flags, stream, ByteBuffer.wrap(conversation.read(length)));
        boolean wantsAck = type == RawHttp2.SETTINGS || type == RawHttp2.PING;
        if (wantsAck && (flags & RawHttp2.ACK) == 0) {
            var echo = type == RawHttp2.PING ? frame.payload().array() : new byte[0];
            frame(type, RawHttp2.ACK, 0, echo);
        }
        return frame;
    }

    /** Reads on to a frame of the type. */
    public Frame await(int type) throws IOException {
        var frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /** Reads on to the head of a request and tells its stream. */
    public int awaitRequest() throws IOException {
        return await(RawHttp2.HEADERS).stream();
    }

    /** Reads until the connection ends. */
    public void awaitGone() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException ended) {
            return;
        }
    }

    /** Sends a block of fields, as {@code name=value} with {@code ~} between. */
    public Http2Peer head(int stream, boolean last, String fields) throws IOException {
        int flags = RawHttp2.END_HEADERS | (last ? RawHttp2.END_STREAM : 0);
        return frame(RawHttp2.HEADERS, flags, stream, blocks.of(stream, fields));
    }

    public Http2Peer data(int stream, boolean last, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return frame(RawHttp2.DATA, last ? RawHttp2.END_STREAM : 0, stream, bytes);
    }

    /** A whole answer in one write, so that its head is not read without its body. */
    public Http2Peer answer(int stream, String fields, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(
                RawHttp2.bytes(
                        RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, blocks.of(stream, fields)));
        bytes.write(
                RawHttp2.bytes(
                        RawHttp2.DATA,
                        RawHttp2.END_STREAM,
                        stream,
                        text.getBytes(StandardCharsets.ISO_8859_1)));
        conversation.send(bytes.toByteArray());
        return this;
    }

    /** A whole answer of two bytes. */
    public Http2Peer ok(int stream) throws IOException {
        return answer(stream, ":status=200", "ok");
    }

    public Http2Peer reset(int stream, int error) throws IOException {
        return frame(RawHttp2.RST_STREAM, 0, stream, RawHttp2.number(error));
    }

    public Http2Peer goAway(int last, int error) throws IOException {
        var payload = ByteBuffer.allocate(8).putInt(last).putInt(error).array();
        return frame(RawHttp2.GOAWAY, 0, 0, payload);
    }
}
