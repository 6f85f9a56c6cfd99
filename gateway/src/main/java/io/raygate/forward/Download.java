package io.raygate.forward;

import io.raygate.exchange.Account;
import io.raygate.exchange.Fields;
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
 * head waits for the first bytes of the body only as long as they come in the same read, or where
 * only the text tells what the answer means.
 */
final class Download implements Handler<Void> {
    private final Forwarding forwarding;
    private final ForwardOrder order;
    private final HttpServerResponse response;
    private final Account account;
    private @Nullable AnswerHead held;
    private @Nullable Buffer doubtful;
    private @Nullable UpstreamStream stream;
    private boolean begun;
    private boolean waiting;
    private boolean replaced;
    private boolean ofEvents;
    private @Nullable Events events;
    private @Nullable AnswerTap tap;

    Download(Forwarding forwarding, ForwardOrder order) {
        this.forwarding = forwarding;
        this.order = order;
        this.response = order.exchange().request().response();
        this.account = order.exchange().account();
    }

    void head(AnswerHead head, UpstreamStream answering) {
        held = head;
        stream = answering;
        replaced = !order.policy().exposeUpstreamErrors() && ServeAnswers.isOfDeadReplica(head);
        doubtful = ServeAnswers.isDoubtful(head) ? Buffer.buffer() : null;
        ofEvents = Events.are(head.fields());
        events = ofEvents && Events.mayBeAdded(head) ? new Events() : null;
        tap = replaced ? null : order.tap();
        if (tap != null) {
            tap.head(head.status(), head.fields());
        }
    }

    /** Whether the answer is a stream of events. */
    boolean isEventStream() {
        return ofEvents;
    }

    /** Whether any byte of an answer is on its way to the client. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether the client reads too slowly for the time being. */
    boolean isWaiting() {
        return waiting;
    }

    void body(Buffer data) {
        if (doubtful != null && doubtful.length() + data.length() <= ServeAnswers.MOST_BYTES) {
            doubtful.appendBuffer(data);
        } else if (!replaced) {
            write(undoubted(data));
        }
    }

    private Buffer undoubted(Buffer data) {
        Buffer before = doubtful;
        doubtful = null;
        return before == null || before.length() == 0 ? data : before.appendBuffer(data);
    }

    private void write(Buffer arrived) {
        Buffer data = tap == null ? arrived : tap.body(arrived);
        begin();
        if (tap != null && tap.isOver()) {
            forwarding.answerIsOver(data);
            return;
        }
        if (data.length() == 0) {
            return;
        }
        account.responseBytes += data.length();
        if (events != null) {
            events.passed(data);
        }
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
            if (stream != null) {
                forwarding.clientCaughtUp();
                stream.resume();
            }
        }
    }

    /** Sends the head if it still waits without need. */
    void flush() {
        if (held != null && doubtful == null && !replaced) {
            begin();
            response.writeHead();
        }
    }

    /** What the complete answer means where it is Serve's own, or null. */
    @Nullable UpstreamFailure meaning(Buffer last) {
        Buffer text = doubtful;
        AnswerHead head = held;
        return text == null || head == null
                ? null
                : ServeAnswers.meaning(head.status(), Replay.joined(text, last));
    }

    /** Seconds after which the head that is held back wants another request. */
    int retryAfter() {
        return held == null ? 1 : ServeAnswers.retryAfter(held.fields());
    }

    /** Ends the answer; completes when the client's connection has taken all of it. */
    Future<Void> end(Buffer last, Fields trailers) {
        Buffer rest = replaced ? UpstreamErrors.BODY : undoubted(last);
        Buffer data = tap == null ? rest : tap.end(rest, trailers);
        begin();
        stream = null;
        account.responseBytes += data.length();
        if (trailers.size() > 0) {
            forwarding.filter().copyTrailers(trailers, response.trailers());
        }
        order.exchange().ending();
        return data.length() == 0 ? response.end() : response.end(data);
    }

    /** The same where the gateway ends it, before the upstream would. */
    Future<Void> endWith(Buffer last) {
        stream = null;
        account.responseBytes += last.length();
        order.exchange().ending();
        return response.end(last);
    }

    private void begin() {
        AnswerHead head = held;
        if (head != null) {
            held = null;
            begun = true;
            account.status = head.status();
            response.setStatusCode(head.status());
            forwarding.filter().copyHead(head, replaced, order.exchange().request());
            if (tap != null && ofEvents && tap.mayHide()) {
                response.headers().remove(Names.CONTENT_LENGTH);
            }
        }
    }

    /** The head of a 101, which the client's connection sends when it becomes a tunnel. */
    void switchProtocols(AnswerHead head, UpstreamStream answering) {
        head(head, answering);
        begin();
        MultiMap headers = response.headers();
        headers.set(Names.CONNECTION, WebSocketHandshake.UPGRADE);
        headers.set(WebSocketHandshake.UPGRADE, WebSocketHandshake.WEBSOCKET);
    }

    /** The rest will not come: the client must see that, and of events be told (S-40). */
    void cut(UpstreamFailure failure) {
        stream = null;
        HttpServerRequest request = order.exchange().request();
        if (events != null && events.haveEnded() && !waiting && !failure.blamesClient()) {
            response.write(Events.error(failure));
        }
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(Events.INTERNAL_ERROR);
        } else {
            request.connection().close();
        }
    }

    /** Nothing more of an answer will be written here. */
    void abandon() {
        stream = null;
        held = null;
    }
}
