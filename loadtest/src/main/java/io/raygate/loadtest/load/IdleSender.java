package io.raygate.loadtest.load;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpClientConfig;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection an arrival, until there are enough: it makes one request, so that the server sees
 * a client that is done and not one that drips, and is then held. On loopback the sources go
 * through 127.0.0.0/8: servers cap connections per address, and one address has too few ports.
 */
final class IdleSender implements Sender {
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final Vertx vertx;
    private final Plan plan;
    private final Requests requests;
    private final Counters counters;
    private final Tally tally;
    private final int firstSource;
    private final int wanted;
    private final List<NetClient> clients = new ArrayList<>();
    private int opened;
    private boolean closing;

    IdleSender(LoopPart part, Requests requests) {
        this.vertx = part.vertx();
        this.plan = part.plan();
        this.requests = requests;
        this.counters = part.counters();
        this.tally = part.tally();
        this.wanted = plan.bounds().connections() / part.share().loops();
        this.firstSource = part.share().loop() * (wanted / plan.bounds().perAddress() + 1);
    }

    @Override
    public void send(long due) {
        if (opened == wanted) {
            return;
        }
        if (opened++ % plan.bounds().perAddress() == 0) {
            clients.add(client(firstSource + clients.size()));
        }
        Tally.Pending pending = tally.start(due);
        clients.getLast()
                .connect(plan.target().socketAddress(), plan.target().url().getHost())
                .onComplete(socket -> use(socket, pending), pending::failed);
    }

    private NetClient client(int source) {
        TcpClientConfig config = new TcpClientConfig().setSsl(plan.target().isTls());
        if (plan.target().address() instanceof Inet4Address address
                && address.isLoopbackAddress()) {
            config.setLocalAddress(SocketAddress.inetSocketAddress(0, sourceAddress(source)));
        }
        return vertx.createNetClient(
                config,
                new ClientSSLOptions()
                        .setTrustAll(plan.bounds().insecure())
                        .setHostnameVerificationAlgorithm(plan.bounds().insecure() ? "" : "HTTPS"));
    }

    /** The given one of 15 million addresses from 127.1.0.1 on. */
    static String sourceAddress(int number) {
        return "127." + (1 + number / 62_500) + "." + number / 250 % 250 + "." + (1 + number % 250);
    }

    private void use(NetSocket socket, Tally.Pending pending) {
        socket.handler(bytes -> answered(bytes, pending));
        socket.closeHandler(
                closed -> {
                    if (!closing) {
                        counters.closedEarly.increment();
                    }
                    pending.failed(new IllegalStateException("connection closed"));
                });
        socket.write(head());
    }

    /** The first bytes of an answer hold its status line; the rest is read and dropped. */
    private static void answered(Buffer bytes, Tally.Pending pending) {
        pending.bytes(bytes.length());
        pending.answered(
                bytes.length() < STATUS_AT + 3
                        ? 0
                        : Integer.parseInt(bytes.getString(STATUS_AT, STATUS_AT + 3)));
    }

    private String head() {
        StringBuilder head =
                new StringBuilder("GET ")
                        .append(plan.target().path())
                        .append(" HTTP/1.1\r\nHost: ");
        head.append(plan.target().url().getAuthority()).append("\r\n");
        MultiMap headers = requests.next().getHeaders();
        if (headers != null) {
            headers.forEach(
                    (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        }
        return head.append("\r\n").toString();
    }

    @Override
    public Future<?> close() {
        closing = true;
        return Future.all(clients.stream().map(NetClient::close).toList());
    }
}
