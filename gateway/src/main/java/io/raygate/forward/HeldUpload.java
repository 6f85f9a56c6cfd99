package io.raygate.forward;

import org.jspecify.annotations.Nullable;

/** Carries a body that has arrived already; each attempt can begin it anew (S-85). */
final class HeldUpload implements Upload {
    private final Forwarding forwarding;
    private final HeldBody body;
    private @Nullable UpstreamStream stream;
    private int sent;
    private boolean last;

    HeldUpload(Forwarding forwarding, HeldBody body) {
        this.forwarding = forwarding;
        this.body = body;
    }

    @Override
    public void sendTo(UpstreamStream opened, OutgoingHead head) {
        stream = opened;
        sent = Math.min(1, body.parts());
        boolean whole = sent == body.parts();
        opened.begin(head, whole && sent == 0 ? null : body.part(0), whole);
        if (whole) {
            complete();
        } else {
            sendMore();
        }
    }

    private void sendMore() {
        while (stream != null && sent < body.parts() && !stream.isFull()) {
            stream.write(body.part(sent++));
        }
        if (stream != null && sent < body.parts()) {
            forwarding.uploadHeldBack();
        } else if (stream != null) {
            stream.end();
            complete();
        }
    }

    private void complete() {
        body.sent(last);
        forwarding.uploadEnded();
    }

    @Override
    public void writable() {
        if (sent < body.parts()) {
            sendMore();
        }
    }

    @Override
    public void detach() {
        stream = null;
    }

    @Override
    public void forgetReplay() {
        last = true;
        if (sent == body.parts()) {
            body.sent(true);
        }
    }

    @Override
    public boolean isReplayable() {
        return body.isInHand();
    }

    @Override
    public boolean isEnded() {
        return true;
    }

    @Override
    public long received() {
        return 0;
    }
}
