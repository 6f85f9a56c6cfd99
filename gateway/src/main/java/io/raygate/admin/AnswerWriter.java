package io.raygate.admin;

import io.raygate.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Writes answers and refusals; only lines, of which there may be many, may block. */
final class AnswerWriter {
    static final String REQUEST_ID = "x-request-id";

    private static final int CHUNK = 64 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final Supplier<String> problemBase;

    /** Whoever reads a long answer has gone, reads too slowly, or is to be left alone now. */
    static final class ReaderGone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReaderGone(Throwable cause) {
            super("the reader of a long answer is gone or too slow", cause);
        }
    }

    /**
     * @param problemBase {@code problems.baseUri}
     */
    AnswerWriter(Supplier<String> problemBase) {
        this.problemBase = problemBase;
    }

    /** What every answer has, good or bad (S-88); event loop. */
    static void identify(HttpServerResponse response, String requestId) {
        response.headers()
                .set(REQUEST_ID, requestId)
                .set("cache-control", "no-store")
                .set("x-content-type-options", "nosniff");
    }

    /** Event loop. */
    void write(HttpServerResponse response, Outcome outcome, String path, String requestId) {
        switch (outcome) {
            case Outcome.Answered(var answer) -> write(response, answer);
            case Outcome.Refused refusal -> refuse(response, refusal, path, requestId);
        }
    }

    private static void write(HttpServerResponse response, Answer answer) {
        begin(response, answer);
        if (answer.body() instanceof Answer.Text(var type, var text)) {
            response.putHeader("content-type", type).end(text);
        } else {
            response.end();
        }
    }

    private static void begin(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
    }

    private void refuse(
            HttpServerResponse response, Outcome.Refused refusal, String path, String requestId) {
        response.setStatusCode(refusal.code().status()).putHeader("content-type", Problems.TYPE);
        if (refusal.code().status() == 401) {
            boolean sent = refusal.code() != ProblemCode.AUTHENTICATION_REQUIRED;
            response.putHeader(
                    "www-authenticate",
                    "Bearer realm=\"raygate\"" + (sent ? ", error=\"invalid_token\"" : ""));
        }
        if (refusal.retryAfter() > 0) {
            response.putHeader("retry-after", Integer.toString(refusal.retryAfter()));
        }
        response.end(Problems.json(problemBase.get(), refusal, path, requestId).encode());
    }

    /** Blocks until all is written; whoever reads too slowly or fails half way is cut off. */
    static void write(
            Context context,
            HttpServerResponse response,
            Answer answer,
            Answer.Lines lines,
            Store store) {
        run(
                context,
                () -> {
                    begin(response, answer);
                    response.setChunked(true).putHeader("content-type", "application/x-ndjson");
                    return Future.succeededFuture();
                });
        Chunks chunks = new Chunks(context, response);
        try {
            lines.write().accept(store, chunks::add);
        } catch (RuntimeException fault) {
            context.runOnContext(
                    now -> {
                        if (response.headWritten()) {
                            response.reset();
                        }
                    });
            throw fault;
        }
        run(context, () -> response.end(chunks.gathered));
    }

    /** Lines on their way, several to a chunk. */
    private static final class Chunks {
        private final Context context;
        private final HttpServerResponse response;
        private Buffer gathered = Buffer.buffer();

        Chunks(Context context, HttpServerResponse response) {
            this.context = context;
            this.response = response;
        }

        void add(String line) {
            gathered.appendString(line);
            if (gathered.length() >= CHUNK) {
                Buffer full = gathered;
                run(context, () -> response.write(full));
                gathered = Buffer.buffer();
            }
        }
    }

    private static void run(Context context, Supplier<Future<Void>> step) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> step.get().onComplete(done));
        try {
            done.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ReaderGone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReaderGone(e);
        }
    }
}
