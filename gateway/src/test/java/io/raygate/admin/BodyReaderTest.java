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

    private int serve(BodyReader reader, int most, boolean giveBack) {
        return vertx.createHttpServer()
                .requestHandler(
                        request ->
                                reader.read(request, most)
                                        .onSuccess(
                                                body -> {
                                                    if (giveBack) {
                                                        reader.giveBack(body);
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

    private Object outcome(int port, String body) throws Exception {
        try (RawSocket socket = RawSocket.connect(port)) {
            socket.lines(HEAD + body);
            return outcomes.poll(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aBodyThatDoesNotComeIsWaitedForNoLongerThanThat() throws Exception {
        int port = serve(new BodyReader(vertx, 100, Duration.ofMillis(1)), 100, true);
        assertThat(outcome(port, "01234")).isEqualTo(Cut.Cause.TOO_SLOW);
    }

    @Test
    void bodiesThatAreNotGivenBackTakeTheRoomOfOthers() throws Exception {
        int port = serve(new BodyReader(vertx, 15, Duration.ofMinutes(1)), 10, false);
        assertThat(outcome(port, "0123456789")).isEqualTo(10);
        assertThat(outcome(port, "0123456789")).isEqualTo(Cut.Cause.NO_ROOM);
    }

    @Test
    void whatIsGivenBackOrCutIsRoomAgain() throws Exception {
        int port = serve(new BodyReader(vertx, 15, Duration.ofMinutes(1)), 10, true);
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(port, "0123456789")).isEqualTo(10);
        }
        BodyReader reader = new BodyReader(vertx, 15, Duration.ofMinutes(1));
        int small = serve(reader, 9, true);
        int large = serve(reader, 10, true);
        for (int i = 0; i < 3; i++) {
            assertThat(outcome(small, "0123456789")).isEqualTo(Cut.Cause.TOO_LARGE);
            assertThat(outcome(large, "0123456789")).isEqualTo(10);
        }
    }
}
