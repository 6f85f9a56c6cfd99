package io.raygate.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Gathers bodies, whatever their type says: each up to its bound, all together and those of one
 * holder up to others, and none for longer than it is waited for; event loop.
 */
final class BodyReader {
    /** What is read away of a body that nobody wants, before its connection is ended. */
    private static final int UNWANTED = 1024 * 1024;

    private final Vertx vertx;
    private final int most;
    private final Room room;
    private final Duration patience;

    /** Why a body was not read to its end. */
    static final class Cut extends Exception {
        private static final long serialVersionUID = 1L;
        private final Cause why;

        /** What was too much. */
        enum Cause {
            TOO_LARGE,
            NO_ROOM,
            TOO_SLOW
        }

        Cut(Cause why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        Cause why() {
            return why;
        }
    }

    /**
     * @param most bytes of each body
     * @param room for all bodies that are read or worked on
     * @param patience until a body must be there
     */
    BodyReader(Vertx vertx, int most, Room room, Duration patience) {
        this.vertx = vertx;
        this.most = most;
        this.room = room;
        this.patience = patience;
    }

    /**
     * The body, which is to be given back once it is worked on.
     *
     * @param holder whose share of the room it takes
     */
    Future<byte[]> read(HttpServerRequest request, String holder) {
        Promise<byte[]> whole = Promise.promise();
        Buffer gathered = Buffer.buffer();
        long late =
                vertx.setTimer(
                        patience.toMillis(), timer -> whole.tryFail(new Cut(Cut.Cause.TOO_SLOW)));
        request.exceptionHandler(whole::tryFail);
        request.handler(part -> add(part, gathered, holder, whole));
        request.endHandler(end -> whole.tryComplete(gathered.getBytes()));
        request.resume();
        return whole.future()
                .onComplete(
                        done -> {
                            vertx.cancelTimer(late);
                            if (done.failed()) {
                                room.giveBack(holder, gathered.length());
                            }
                        });
    }

    private void add(Buffer part, Buffer gathered, String holder, Promise<byte[]> whole) {
        if (whole.future().isComplete()) {
            return;
        }
        if (gathered.length() + part.length() > most) {
            whole.tryFail(new Cut(Cut.Cause.TOO_LARGE));
        } else if (!room.take(holder, part.length())) {
            whole.tryFail(new Cut(Cut.Cause.NO_ROOM));
        } else {
            gathered.appendBuffer(part);
        }
    }

    void giveBack(String holder, byte[] body) {
        room.giveBack(holder, body.length);
    }

    /**
     * Reads what is left of a body away, so that whoever still sends it reads the answer, and not
     * that the connection was reset.
     */
    static void discard(HttpServerRequest request) {
        int[] left = {UNWANTED};
        request.handler(
                part -> {
                    left[0] -= part.length();
                    if (left[0] < 0) {
                        request.connection().close();
                    }
                });
        request.resume();
    }
}
