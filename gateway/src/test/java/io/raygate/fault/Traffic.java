package io.raygate.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Callers that send one request after the other until they are told to end. */
final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final AtomicLong sent = new AtomicLong();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private final URI target;
    private final Supplier<String> credential;
    private volatile boolean ended;

    /**
     * What came of one request.
     *
     * @param id the number that its path and body carried
     * @param status 0 where the connection was cut
     */
    record Answer(String id, int status, String body) {}

    /** {@code callers} of them at once, every other request a POST, by HTTP/1.1. */
    Traffic(URI target, String key, int callers) {
        this(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                target,
                key,
                callers);
    }

    /** The same through {@code client}, which is closed with this. */
    Traffic(HttpClient client, URI target, String key, int callers) {
        this(client, target, () -> key, callers);
    }

    /** The same with a credential that may change from one request to the next. */
    Traffic(HttpClient client, URI target, Supplier<String> credential, int callers) {
        this.client = client;
        this.target = target;
        this.credential = credential;
        for (int i = 0; i < callers; i++) {
            this.callers.add(Thread.ofVirtual().start(this::call));
        }
    }

    private void call() {
        while (!ended) {
            long number = sent.getAndIncrement();
            String id = "id-" + number + "-";
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(target + "/" + id))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + credential.get());
            answers.add(
                    send(
                            id,
                            number % 2 == 0 ? request : request.POST(BodyPublishers.ofString(id))));
        }
    }

    private Answer send(String id, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(id, answer.statusCode(), answer.body());
        } catch (IOException cut) {
            return new Answer(id, 0, String.valueOf(cut));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(id, 0, "interrupted");
        }
    }

    /** Every answer so far, in order of arrival. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** How many answers there are so far. */
    int size() {
        return answers.size();
    }

    /** Ends the callers, each after its last answer. */
    void end() {
        ended = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        end();
        client.close();
    }
}
