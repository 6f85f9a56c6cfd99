package io.raygate.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Carries the request body upstream as it arrives: never more than declared or allowed, never
 * faster than the endpoint reads, and keeping its beginning as long as another attempt may need it
 * (S-81, S-85).
 */
final class ArrivingUpload implements Upload, Handler<Buffer> {
    private final Forwarding forwarding;
    private final HttpServerRequest request;
    private final long declared;
    private final long limit;
    private final Replay replay = new Replay();
    private final UploadPace pace;
    private @Nullable UpstreamStream stream;
    private @Nullable Buffer first;
    private boolean started;
    private boolean opening;
    private boolean ended;
    private boolean paused = true;
    private long received;

    ArrivingUpload(Forwarding forwarding, ForwardOrder order, Deadlines wheel) {
        this.forwarding = forwarding;
        this.request = order.exchange().request();
        this.declared = order.head().contentLength();
        this.limit = order.policy().bodyLimit();
        this.pace = new UploadPace(forwarding, wheel, order.policy().timeouts());
    }

    @Override
    public void sendTo(UpstreamStream opened, OutgoingHead head) {
        stream = opened;
        if (started) {
            sendAgain(opened, head);
            return;
        }
        opening = true;
        start();
        opening = false;
        if (stream != null) {
            opened.begin(head, first, ended);
            first = null;
            underWay(opened);
        }
    }

    private void underWay(UpstreamStream opened) {
        if (ended) {
            forwarding.uploadEnded();
        } else if (!holdBackIfFull(opened)) {
            pace.begin();
        }
    }

    private void sendAgain(UpstreamStream opened, OutgoingHead head) {
        opened.begin(head, replay.copy(), ended);
        if (!ended) {
            resume();
        }
        underWay(opened);
    }

    private void start() {
        started = true;
        if (declared == 0) {
            ended = true;
            request.resume();
            return;
        }
        request.handler(this).endHandler(done -> bodyEnded());
        resume();
    }

    /** What has arrived already is often delivered within this call: it goes with the head. */
    private void resume() {
        paused = false;
        request.resume();
    }

    @Override
    public void handle(Buffer chunk) {
        received += chunk.length();
        pace.arrived(chunk.length());
        if (declared >= 0 && received > declared) {
            forwarding.fail(UpstreamFailure.CLIENT_BODY_BROKEN);
        } else if (received > limit) {
            forwarding.fail(UpstreamFailure.CLIENT_BODY_TOO_LARGE);
        } else if (stream != null) {
            replay.keep(chunk);
            if (opening) {
                first = first == null ? chunk : Replay.joined(first, chunk);
            } else {
                forwarding.uploadProgressed();
                stream.write(chunk);
                holdBackIfFull(stream);
            }
        }
    }

    private boolean holdBackIfFull(UpstreamStream writing) {
        if (!ended && !paused && writing.isFull()) {
            holdBack();
            forwarding.uploadHeldBack();
        }
        return paused;
    }

    private void holdBack() {
        paused = true;
        pace.pause();
        request.pause();
    }

    private void bodyEnded() {
        ended = true;
        pace.cancel();
        if (declared > received) {
            forwarding.fail(UpstreamFailure.CLIENT_BODY_BROKEN);
        } else if (stream != null && !opening) {
            stream.end();
            forwarding.uploadEnded();
        }
    }

    @Override
    public void writable() {
        if (paused && !ended && stream != null) {
            forwarding.uploadProgressed();
            pace.begin();
            resume();
        }
    }

    /** What arrives until the next attempt waits. */
    @Override
    public void detach() {
        stream = null;
        pace.cancel();
        if (started && !ended && !paused) {
            holdBack();
        }
    }

    @Override
    public void forgetReplay() {
        replay.giveUp();
    }

    @Override
    public boolean isReplayable() {
        return replay.isWhole();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public long received() {
        return received;
    }
}
