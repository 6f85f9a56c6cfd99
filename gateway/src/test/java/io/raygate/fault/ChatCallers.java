package io.raygate.fault;

import io.raygate.testing.GatewayProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ask for one chat after the other, every other one as a stream, of those gateways that are there,
 * until they are told to end.
 */
final class ChatCallers implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<GatewayProcess> gateways;
    private final AtomicLong sent = new AtomicLong();
    private final Set<String> whole = ConcurrentHashMap.newKeySet();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param gateways may change, and are never none
     */
    ChatCallers(List<GatewayProcess> gateways, int callers) {
        this.gateways = gateways;
        for (int i = 0; i < callers; i++) {
            this.callers.add(Thread.ofVirtual().start(this::call));
        }
    }

    private void call() {
        while (!ended) {
            long number = sent.getAndIncrement();
            Object[] all = gateways.toArray();
            ask((GatewayProcess) all[(int) (number % all.length)], number / all.length % 2 == 0);
        }
    }

    private void ask(GatewayProcess gateway, boolean stream) {
        try {
            HttpResponse<String> answer =
                    client.send(
                            gateway.request("/v1/chat/completions")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body(stream)))
                                    .build(),
                            BodyHandlers.ofString());
            boolean isWhole =
                    answer.statusCode() == 200
                            && answer.body().endsWith(stream ? "data: [DONE]\n\n" : "}");
            if (isWhole && !whole.add(answer.headers().firstValue("x-request-id").orElseThrow())) {
                throw new IllegalStateException("an id came twice: " + answer.headers());
            }
        } catch (IOException cut) {
            // By a kill: what became of it the ledger and the upstream tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(boolean stream) {
        return "{\"model\":\"llama\",\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Say something.\"}]}";
    }

    /** How many were asked for. */
    long sent() {
        return sent.get();
    }

    /** The ids of those that were answered to their end. */
    Set<String> whole() {
        return whole;
    }

    /** Each after its last answer. */
    @Override
    public void close() {
        ended = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        client.close();
    }
}
