package io.raygate.fault;

import io.raygate.exchange.Usage;
import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers OpenAI's chats, in one document or as events, each with a usage that is drawn for it and
 * remembered by the id of the request. It can be killed and started again.
 */
final class ChatUpstream implements AutoCloseable {
    private static final String ID = "\r\nx-request-id: ";
    private static final String EVENT =
            "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n";

    private final Map<String, Usage> told = new ConcurrentHashMap<>();
    private FaultyUpstream server;

    ChatUpstream() throws IOException {
        server = FaultyUpstream.start(this::converse);
    }

    int port() {
        return server.port();
    }

    /** What it told, or began to tell, by the id of the request. */
    Map<String, Usage> told() {
        return told;
    }

    /** Cuts all that is under way; refuses until {@link #restart}. */
    void kill() throws IOException {
        server.close();
    }

    void restart() throws IOException {
        server = server.again();
    }

    private void converse(Conversation conversation) throws IOException {
        while (conversation.readRequest()) {
            String head = conversation.heads().getLast();
            int from = head.toLowerCase(Locale.ROOT).indexOf(ID) + ID.length();
            String id = head.substring(from, head.indexOf('\r', from));
            Usage usage = told.computeIfAbsent(id, each -> drawn());
            if (conversation.bodies().getLast().contains("\"stream\":true")) {
                stream(conversation, usage);
            } else {
                conversation.send(document(usage));
            }
        }
    }

    private static Usage drawn() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long input = random.nextLong(1, 5_000);
        long output = random.nextLong(1, 2_000);
        return new Usage(input, random.nextLong(input), output, random.nextLong(output));
    }

    private static String document(Usage usage) {
        String body =
                "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"word\"}}],"
                        + text(usage)
                        + "}";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private static void stream(Conversation conversation, Usage usage) throws IOException {
        conversation.send(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 3; i++) {
            conversation.send(chunk(EVENT));
        }
        conversation.send(chunk("data: {\"choices\":[]," + text(usage) + "}\n\n"));
        conversation.send(chunk("data: [DONE]\n\n") + "0\r\n\r\n");
    }

    private static String chunk(String text) {
        int octets = text.getBytes(StandardCharsets.ISO_8859_1).length;
        return Integer.toHexString(octets) + "\r\n" + text + "\r\n";
    }

    private static String text(Usage usage) {
        return """
            "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
            "prompt_tokens_details":{"cached_tokens":%d},"completion_tokens_details":{"reasoning_tokens":%d}}"""
                .formatted(
                        usage.input(),
                        usage.output(),
                        usage.total(),
                        usage.cachedInput(),
                        usage.reasoning());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
