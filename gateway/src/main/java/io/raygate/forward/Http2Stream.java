package io.raygate.forward;

import io.netty.handler.codec.http2.Http2Exception;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Octets;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.forward.http1.Framing;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on an HTTP/2 connection. The stream opens a moment after {@link
 * #begin}; what is sent until then waits here, and the sender is asked to wait too.
 */
final class Http2Stream implements UpstreamStream {
    private static final Buffer NOTHING = Buffer.buffer();
    private static final long NO_ERROR = 0;
    private static final long REFUSED_STREAM = 7;
    private static final long CANCEL = 8;
    private static final int LEAST_FINAL = 200;
    private static final int MOST_FINAL = 599;

    private final Http2Connection connection;
    private final HttpClientConnection wire;
    private @Nullable AnswerListener listener;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private @Nullable OutgoingHead head;
    private @Nullable Buffer early;
    private boolean earlyEnd;
    private boolean requestEnded;
    private boolean paused;
    private boolean given;

    Http2Stream(Http2Connection connection, HttpClientConnection wire, AnswerListener listener) {
        this.connection = connection;
        this.wire = wire;
        this.listener = listener;
    }

    @Override
    public void begin(OutgoingHead outgoing, @Nullable Buffer data, boolean last) {
        head = outgoing;
        early = data;
        earlyEnd = last;
        RequestOptions options =
                new RequestOptions().setMethod(outgoing.method()).setURI(outgoing.target());
        wire.request(options).onComplete(this::opened);
    }

    private void opened(AsyncResult<HttpClientRequest> outcome) {
        if (outcome.failed()) {
            fail(UpstreamFailure.STREAM_REFUSED);
            return;
        }
        HttpClientRequest opened = outcome.result();
        request = opened;
        // Without a handler Vert.x logs an error for each reset, our own included.
        opened.exceptionHandler(this::broke);
        if (listener == null) {
            var _ = opened.reset(CANCEL);
            giveBack();
            return;
        }
        opened.authority(HostAndPort.parseAuthority(Objects.requireNonNull(head).host(), -1));
        copyFields(opened.headers(), Objects.requireNonNull(head));
        opened.earlyHintsHandler(hints -> interim(103, hints));
        opened.drainHandler(drained -> writable());
        opened.response().onComplete(this::answered);
        sendEarly(opened);
    }

    /** All but what HTTP/2 says in other ways (RFC 9113, 8.2.2 and 8.3.1). */
    private static void copyFields(MultiMap out, OutgoingHead head) {
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!Names.are(fields.name(i), Names.HOST)) {
                out.add(fields.name(i), fields.value(i));
            }
        }
        if (head.bodyLength() >= 0) {
            out.set(Names.CONTENT_LENGTH, Long.toString(head.bodyLength()));
        }
    }

    private void sendEarly(HttpClientRequest opened) {
        Buffer data = early;
        early = null;
        if (earlyEnd) {
            requestEnded = true;
            var _ = data == null ? opened.end() : opened.end(data);
        } else if (data == null) {
            var _ = opened.writeHead();
            writable();
        } else {
            var _ = opened.write(data);
            writable();
        }
    }

    @Override
    public void write(Buffer data) {
        if (request == null) {
            early = early == null ? data : Replay.joined(early, data);
        } else if (data.length() > 0) {
            var _ = request.write(data);
        }
    }

    @Override
    public void end() {
        if (request == null) {
            earlyEnd = true;
        } else {
            requestEnded = true;
            var _ = request.end();
        }
    }

    @Override
    public boolean isFull() {
        return request == null || request.writeQueueFull();
    }

    private void writable() {
        if (listener != null && request != null && !request.writeQueueFull()) {
            listener.writable();
        }
    }

    private void interim(int status, MultiMap fields) {
        if (listener != null) {
            listener.interim(status, fields(fields));
        }
    }

    private void answered(AsyncResult<HttpClientResponse> outcome) {
        if (outcome.failed()) {
            broke(outcome.cause());
            return;
        }
        HttpClientResponse answer = outcome.result();
        response = answer;
        answer.handler(this::body).endHandler(done -> ended()).exceptionHandler(this::broke);
        Fields fields = fields(answer.headers());
        AnswerHead answered = head(answer, fields);
        if (fields.size() > connection.mostFields()) {
            abort(UpstreamFailure.HEAD_TOO_LARGE);
            return;
        }
        if (answered == null || listener == null) {
            abort(UpstreamFailure.MALFORMED);
            return;
        }
        listener.head(answered);
        if (paused) {
            answer.pause();
        }
        // A head and an end in one frame are one answer without body: gRPC's trailers-only.
        Objects.requireNonNull(Vertx.currentContext()).runOnContext(later -> told());
    }

    private void told() {
        if (listener != null) {
            listener.readComplete();
        }
    }

    private @Nullable AnswerHead head(HttpClientResponse answer, Fields fields) {
        int status = answer.statusCode();
        long framing = Framing.of(fields, false);
        if (status < LEAST_FINAL
                || status > MOST_FINAL
                || framing == Framing.MALFORMED
                || !isClean(fields)) {
            return null;
        }
        boolean bodyless =
                answer.request().getMethod().equals(HttpMethod.HEAD)
                        || status == 204
                        || status == 304;
        return new AnswerHead(status, fields, Math.max(framing, -1), bodyless);
    }

    private static boolean isClean(Fields fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (!Octets.isToken(fields.name(i)) || !Octets.isValue(fields.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static Fields fields(MultiMap map) {
        Fields fields = new Fields();
        for (Map.Entry<String, String> each : map) {
            if (!each.getKey().startsWith(":")) {
                fields.add(each.getKey(), each.getValue());
            }
        }
        return fields;
    }

    private void body(Buffer data) {
        if (listener != null) {
            listener.body(data);
            told();
        }
    }

    private void ended() {
        AnswerListener hearing = listener;
        HttpClientResponse answer = response;
        if (hearing == null || answer == null) {
            return;
        }
        Fields trailers = fields(answer.trailers());
        if (!isClean(trailers)) {
            abort(UpstreamFailure.MALFORMED);
            return;
        }
        listener = null;
        if (!requestEnded && request != null) {
            var _ = request.reset(NO_ERROR);
        }
        giveBack();
        hearing.end(NOTHING, trailers);
    }

    private void broke(Throwable cause) {
        fail(failure(cause));
    }

    private UpstreamFailure failure(Throwable cause) {
        if (isUnprocessed(cause)) {
            return UpstreamFailure.STREAM_REFUSED;
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            switch (each) {
                case AnswerFrames.TooManyInterim _ -> {
                    return UpstreamFailure.TOO_MANY_INTERIM;
                }
                case Http2Exception.HeaderListSizeException _ -> {
                    return UpstreamFailure.HEAD_TOO_LARGE;
                }
                default -> {}
            }
        }
        if (cause instanceof Http2Exception) {
            return UpstreamFailure.MALFORMED;
        }
        if (response != null) {
            return UpstreamFailure.RESET_MID_BODY;
        }
        return cause instanceof HttpClosedException
                ? UpstreamFailure.CLOSED_BEFORE_ANSWER
                : UpstreamFailure.RESET_BEFORE_ANSWER;
    }

    private boolean isUnprocessed(Throwable cause) {
        return (cause instanceof StreamResetException reset && reset.getCode() == REFUSED_STREAM)
                || (request != null
                        && request.streamId() > 0
                        && connection.hasRefused(request.streamId()));
    }

    private void abort(UpstreamFailure failure) {
        if (request != null) {
            var _ = request.reset(CANCEL);
        }
        fail(failure);
    }

    private void fail(UpstreamFailure failure) {
        AnswerListener hearing = listener;
        listener = null;
        giveBack();
        if (hearing != null) {
            hearing.failed(failure);
        }
    }

    private void giveBack() {
        if (!given) {
            given = true;
            connection.streamEnded();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (response != null) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (response != null) {
            response.resume();
        }
    }

    @Override
    public void cancel(boolean upstreamFault) {
        listener = null;
        if (upstreamFault) {
            connection.distrust();
        }
        if (request != null) {
            var _ = request.reset(CANCEL);
            giveBack();
        }
    }
}
