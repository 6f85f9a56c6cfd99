package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.List;

/**
 * Large bodies: {@code /upload} returns size and SHA-256, {@code /download} sends bytes 0 to 255
 * again and again.
 */
final class Bulk implements Application {
    private static final List<HttpMethod> UPLOADS = List.of(HttpMethod.POST, HttpMethod.PUT);
    private static final int PATTERN = 64 * 1024;
    private static final Buffer BYTES = pattern();

    @Override
    public void http(HttpCall call) {
        switch (Answers.below(call)) {
            case "/upload" -> Answers.allow(call, UPLOADS, () -> upload(call));
            case "/download" -> Answers.allow(call, List.of(HttpMethod.GET), () -> download(call));
            default -> Answers.notFound(call);
        }
    }

    private static void upload(HttpCall call) {
        MessageDigest digest = Digests.sha256();
        var seen =
                new Object() {
                    long bytes;
                    int pieces;
                };
        call.pieces(
                piece -> {
                    digest.update(piece.getBytes());
                    seen.bytes += piece.length();
                    seen.pieces++;
                },
                () ->
                        Answers.json(
                                call,
                                200,
                                new JsonObject()
                                        .put("bytes", seen.bytes)
                                        .put("pieces", seen.pieces)
                                        .put("sha256", Digests.hex(digest.digest()))));
    }

    private static void download(HttpCall call) {
        long size = Long.parseLong(call.param("size", "1000000"));
        int chunk = Math.clamp(Long.parseLong(call.param("chunk", "65536")), 1, PATTERN);
        boolean chunked = isTrue(call.param("chunked", "false"));
        Reply reply = Answers.identified(call);
        if (!chunked) {
            reply.header("content-length", Long.toString(size));
        }
        reply.begin("application/octet-stream");
        pump(call, 0, size, chunk);
    }

    private static void pump(HttpCall call, long from, long size, int chunk) {
        Reply reply = call.reply();
        long sent = from;
        while (sent < size && !reply.isFull()) {
            int length = (int) Math.min(chunk, size - sent);
            int start = (int) (sent % 256);
            reply.write(BYTES.slice(start, start + length));
            sent += length;
        }
        if (sent < size) {
            long rest = sent;
            reply.onDrain(() -> pump(call, rest, size, chunk));
        } else {
            reply.end();
        }
    }

    private static boolean isTrue(String value) {
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    private static Buffer pattern() {
        byte[] bytes = new byte[PATTERN + 256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Buffer.buffer(bytes);
    }
}
