package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.forward.http1.AnswerLimits;
import io.raygate.forward.http1.RequestWriter;
import io.raygate.testing.ManualClock;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection does with an end that comes close behind, or before, an answer. */
class Http1ConnectionTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<UpstreamConnection> lent = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private EndpointPool pool;
    private Http1Connection connection;

    @BeforeEach
    void connect() {
        var endpoint = Orders.cluster("stable", 8000).endpoints().getFirst();
        long minute = Duration.ofMinutes(1).toNanos();
        var bounds = new PoolBounds(1, 10, minute, minute, minute);
        var deadlines = new Deadlines(new ManualClock());
        pool = new EndpointPool(endpoint, bounds, new NoMore(), deadlines);
        borrow();
        var limits = new AnswerLimits(65536, 200, 100);
        connection = new Http1Connection(pool, limits, deadlines.now());
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(connection.handler());
        pool.connected(connection);
        ask();
    }

    private record NoMore() implements EndpointPool.Connector {
        @Override
        public void connect(EndpointPool pool) {}

        @Override
        public int expectedCapacity() {
            return 1;
        }
    }

    private void borrow() {
        pool.borrow(
                new EndpointPool.Borrower() {
                    @Override
                    public void lent(UpstreamConnection got) {
                        lent.add(got);
                    }

                    @Override
                    public void refused(UpstreamFailure failure) {
                        heard.add(failure.word());
                    }
                },
                false);
    }

    private void ask() {
        var head =
                new OutgoingHead(
                        HttpMethod.GET, "/", "a", new Fields(), RequestWriter.NO_BODY, false);
        connection.open(new Listening()).begin(head, null, true);
        channel.releaseOutbound();
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
    }

    /** The other side has closed; what the loop was to do next is left to the test. */
    private void hangUp() {
        channel.pipeline().fireChannelInactive();
    }

    private final class Listening implements AnswerListener {
        @Override
        public void interim(int status, Fields fields) {}

        @Override
        public void head(AnswerHead head) {
            heard.add(Integer.toString(head.status()));
        }

        @Override
        public void body(Buffer data) {
            heard.add(data.toString());
        }

        @Override
        public void end(Buffer data, Fields trailers) {
            heard.add(data + ".");
        }

        @Override
        public void readComplete() {}

        @Override
        public void failed(UpstreamFailure failure) {
            heard.add(failure.word());
        }

        @Override
        public void writable() {}
    }

    /** One read, with whatever the event loop does right behind it left to the test. */
    private void read(String bytes) {
        var in = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
        channel.pipeline().fireChannelRead(in).fireChannelReadComplete();
    }

    /** S-42: whoever waits gets no connection whose end has already come. */
    @Test
    void anEndRightBehindAnAnswerIsSeenBeforeTheNextExchange() {
        borrow();
        read(OK);
        hangUp();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("200", "ok.");
        assertThat(lent).containsExactly(connection);
        assertThat(pool.waiting()).isEqualTo(1);
    }

    /** S-39: nor one on which bytes came behind the answer. */
    @Test
    void bytesRightBehindAnAnswerAreSeenBeforeTheNextExchange() {
        borrow();
        read(OK);
        read("HTTP/1.1 200 OK\r\n");
        channel.runPendingTasks();
        assertThat(lent).containsExactly(connection);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionIsLentAgainWhenItsAnswerWasRead() {
        borrow();
        read(OK);
        channel.runPendingTasks();
        assertThat(lent).containsExactly(connection, connection);
    }

    /** What a reset leaves in the socket is read before the end of the channel comes. */
    @Test
    void anAnswerBehindAResetIsHeard() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        read(OK);
        hangUp();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("200", "ok.");
    }

    @Test
    void aResetWithoutAnAnswerIsAFailure() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        hangUp();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("ResetBeforeAnswer");
    }

    /** S-40: where only the end delimits a body, a reset is none. */
    @Test
    void aResetIsNoEndOfABody() {
        read("HTTP/1.1 200 OK\r\n\r\nabc");
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        hangUp();
        channel.runPendingTasks();
        assertThat(heard).containsExactly("200", "abc", "ResetMidBody");
    }
}
