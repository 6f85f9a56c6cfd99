package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.admin.BodyReader.Cut;
import io.raygate.testing.RawSocket;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S-103. */
class BodyReaderTest {
    private static final String HEAD = "POST / HTTP/1.1~Host: a~Content-Length: 10~~";

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        vertx.close().await();
    }

    private int serve(BodyReader reader, boolean giveBack) {
        return serve(reader, "", giveBack);
    }

    private int serve(BodyReader reader, String holder, boolean giveBack) {
        return vertx.createHttpServer()
                .requestHandler(
                        request ->
                                reader.read(request, holder)
                                        .onSuccess(
                                                body -> {
                                                    if (giveBack) {
                                                        reader.giveBack(holder, body);
                                                    }
                                                    outcomes.add(body.length);
                                                    request.response().end();
                                                })
                                        .onFailure(
                                                cause -> {
                                                    outcomes.add(
                                                            cause instanceof Cut cut
                                                                    ? cut.why()
                                                                    : cause);
                                                    request.connection().close();
                                                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private BodyReader reader(int most, Room room) {
        return new BodyReader(vertx, most, room, Duration.ofMinutes(1));
    }

    private Object outcome(int port, String body) throws Exception {
        try (RawSocket socket = RawSocket.connect(port)) {
            socket.lines(HEAD + body);
            return outcomes.poll(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsWaitedForNoLongerThanThat() throws Exception {
        int port =
                serve(new BodyReader(vertx, 100, new Room(100, 100), Duration.ofMillis(1)), true);
        assertThat(outcome(port, "01234")).isEqualTo(Cut.Cause.TOO_SLOW);
    }

    @Test
    void bodiesThatAreNotGivenBackTakeTheRoomOfOthers() throws Exception {
        int port = serve(reader(10, new Room(15, 15)), false);
        assertThat(outcome(port, "0123456789")).isEqualTo(10);
        assertThat(outcome(port, "0123456789")).isEqualTo(Cut.Cause.NO_ROOM);
    }

    @Test
    void nobodyTakesMoreThanHisShareOfTheRoom() throws Exception {
        BodyReader reader = reader(10, new Room(100, 15));
        int one = serve(reader, "one", false);
        assertThat(outcome(one, "0123456789")).isEqualTo(10);
        assertThat(outcome(one, "0123456789")).isEqualTo(Cut.Cause.NO_ROOM);
        assertThat(outcome(serve(reader, "other", false), "0123456789")).isEqualTo(10);
    }

    @Test
    void whatIsGivenBackOrCutIsRoomAgain() throws Exception {
        int port = serve(reader(10, new Room(15, 15)), true);
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(port, "0123456789")).isEqualTo(10);
        }
        Room room = new Room(15, 15);
        int small = serve(reader(9, room), true);
        int large = serve(reader(10, room), true);
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(small, "0123456789")).isEqualTo(Cut.Cause.TOO_LARGE);
            assertThat(outcome(large, "0123456789")).isEqualTo(10);
        }
    }
}
