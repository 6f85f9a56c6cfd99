package io.raygate.forward;

import io.raygate.exchange.Account;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Hsts;
import io.raygate.exchange.RequestKind;
import io.raygate.forward.http1.AnswerHead;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Carries the answer to the client as it arrives, never faster than the client reads (S-81). The
 * head waits for the first bytes of the body only as long as they come in the same read.
 */
final class Download implements Handler<Void> {
    private final Forwarding forwarding;
    private final ForwardOrder order;
    private final HttpServerResponse response;
    private final Account account;
    private @Nullable AnswerHead held;
    private @Nullable UpstreamStream stream;
    private boolean begun;
    private boolean waiting;
    private boolean events;
    private boolean eventEnded = true;

    Download(Forwarding forwarding, ForwardOrder order) {
        this.forwarding = forwarding;
        this.order = order;
        this.response = order.exchange().request().response();
        this.account = order.exchange().account();
    }

    void head(AnswerHead head, UpstreamStream answering) {
        held = head;
        stream = answering;
        CharSequence type = head.fields().get(Names.CONTENT_TYPE);
        events = type != null && Names.begin(type, "text/event-stream");
    }

    /** Whether the answer is a stream of events, which must not be cut without a word (S-40). */
    boolean isEventStream() {
        return events;
    }

    /** Whether any byte of an answer is on its way to the client. */
    boolean hasBegun() {
        return begun;
    }

    void body(Buffer data) {
        begin();
        account.responseBytes += data.length();
        noteEvent(data);
        response.write(data);
        if (!waiting && response.writeQueueFull()) {
            holdBack();
        }
    }

    private void holdBack() {
        waiting = true;
        if (stream != null) {
            stream.pause();
        }
        response.drainHandler(this);
        forwarding.clientBehind();
    }

    /** The client has read. */
    @Override
    public void handle(Void drained) {
        if (waiting) {
            waiting = false;
            forwarding.clientCaughtUp();
            if (stream != null) {
                stream.resume();
            }
        }
    }

    /** Sends the head if it still waits. */
    void flush() {
        if (held != null) {
            begin();
            response.writeHead();
        }
    }

    /** Ends the answer; completes when the client's connection has taken all of it. */
    Future<Void> end(Buffer data, Fields trailers) {
        begin();
        stream = null;
        account.responseBytes += data.length();
        if (trailers.size() > 0) {
            boolean grpc = order.head().kind() == RequestKind.GRPC;
            forwarding.filter().copyTrailers(trailers, grpc, response.trailers());
        }
        return data.length() == 0 ? response.end() : response.end(data);
    }

    private void begin() {
        AnswerHead head = held;
        if (head == null) {
            return;
        }
        held = null;
        begun = true;
        account.status = head.status();
        response.setStatusCode(head.status());
        MultiMap headers = response.headers();
        forwarding.filter().copy(head.fields(), head.status() != 204, headers);
        headers.set(Names.X_REQUEST_ID, order.head().origin().requestId());
        Hsts.add(order.exchange().request());
    }

    private void noteEvent(Buffer data) {
        if (events) {
            eventEnded = Events.endBlank(data);
        }
    }

    /** The rest will not come: the client must see that (S-40). */
    void cut(UpstreamFailure failure) {
        stream = null;
        HttpServerRequest request = order.exchange().request();
        if (events && eventEnded && !waiting && !failure.blamesClient()) {
            response.write(Events.error(failure));
        }
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(Events.INTERNAL_ERROR);
        } else {
            request.connection().close();
        }
    }

    /** Nobody listens any more. */
    void abandon() {
        stream = null;
        held = null;
    }
}
