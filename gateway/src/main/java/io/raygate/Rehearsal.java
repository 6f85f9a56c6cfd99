package io.raygate;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.exchange.Refusals;
import io.raygate.limit.CalendarClock;
import io.raygate.limit.LimitLedger;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.Connections;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.PublicListener;
import io.raygate.observe.Telemetry;
import io.raygate.pipeline.MemoryGuard;
import io.raygate.pipeline.Pipeline;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotCompiler.Result.Faulty;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.upstream.PoolUse;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves some requests to itself before the gateway says that it is ready (S-100): the first ones
 * through a fresh process take a hundred times as long as the later ones. It has a data plane, an
 * upstream and a loop of its own, so that no metric, log, limit or cache of the gateway sees it.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration BOUND = Duration.ofMillis(300);
    private static final int ROUNDS = 50;
    private static final int PATIENCE_MILLIS = 1_000;

    private final GatewayParts parts;

    Rehearsal(GatewayParts around) {
        parts = GatewayParts.of(around.wall(), around.environment(), 1);
    }

    /**
     * Asks for 300 ms at most, but one round at least; blocking. Fails in the log only.
     *
     * @return how many requests were answered
     */
    int run() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (TrainingUpstream upstream = TrainingUpstream.start()) {
            String key = new KeyGenerator(new SecureRandom()).next("rg", "live");
            return ask(listener(vertx, compiled(key, upstream)).port(), requests(key));
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("the first requests will be slow: the gateway could not serve itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            vertx.close();
        }
        return 0;
    }

    private Compiled compiled(String key, TrainingUpstream upstream) throws IOException {
        String hash = new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
        String port = Integer.toString(upstream.port());
        String yaml = Template.filled("/rehearsal.yaml", Map.of("HASH", hash, "UPSTREAM", port));
        return switch (parts.configuration(Path.of("rehearsal.yaml")).read(yaml)) {
            case Compiled compiled -> compiled;
            case Faulty(var faults) -> throw new IOException(faults.toString());
        };
    }

    private PublicListener listener(Vertx vertx, Compiled compiled)
            throws ExecutionException, InterruptedException, TimeoutException {
        parts.registries().adopt(compiled.snapshot());
        Telemetry telemetry =
                new Telemetry(
                        0,
                        new Telemetry.Sources(
                                List::of,
                                Map::of,
                                List::of,
                                parts.registries().keys(),
                                parts.registries().limits(),
                                () -> null,
                                () -> PoolUse.NONE,
                                () -> 0,
                                Map::of,
                                Map.of(),
                                "",
                                ""));
        DataPlane data =
                new DataPlane(
                        new DataPlane.Shared(
                                vertx,
                                parts,
                                new Pipeline.Shared(
                                        new SnapshotHolder(compiled.snapshot()),
                                        new MemoryGuard(),
                                        new LimitLedger(
                                                parts.registries().limits(),
                                                parts.nanos(),
                                                new CalendarClock(parts.wall(), parts.nanos()))),
                                telemetry,
                                new Refusals(),
                                null),
                        compiled.loaded().config(),
                        null);
        ListenerParts listening =
                new ListenerParts(
                        data::onThisLoop,
                        new Connections(ConnectionCaps.DEFAULT),
                        telemetry.connections(),
                        parts.nanos(),
                        parts.wall());
        return PublicListener.open(
                        vertx, ListenerSettings.plain("rehearsal", "127.0.0.1", 0), listening, 1)
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static List<byte[]> requests(String key) {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        String credential = "Authorization: Bearer " + key + "\r\n";
        return List.of(
                bytes("GET /rehearsal?a=b" + host + credential + "\r\n"),
                bytes("POST /rehearsal" + host + credential + "Content-Length: 2\r\n\r\n{}"),
                bytes("GET /rehearsal" + host + "\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private int ask(int port, List<byte[]> requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            byte[] answer = new byte[4096];
            InputStream in = socket.getInputStream();
            long end = parts.nanos().getAsLong() + BOUND.toNanos();
            int answered = 0;
            for (int i = 0; i < ROUNDS && (i == 0 || parts.nanos().getAsLong() - end < 0); i++) {
                for (byte[] request : requests) {
                    socket.getOutputStream().write(request);
                    if (in.read(answer) < 0) {
                        throw new IOException("the connection was closed");
                    }
                    answered++;
                }
            }
            return answered;
        }
    }
}
