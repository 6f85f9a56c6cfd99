package io.raygate.limit.shared;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.raygate.limit.LimitStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits that gateways share, in one Redis: all of a request is one script, so that nothing
 * comes between, and what a connection lost is asked again under its number. Blocking; one thread.
 */
public final class RedisLimits implements LimitStore {
    /** All keys lie on one node of a cluster. */
    private static final String PREFIX = "{raygate}:";

    private static final int FIELDS = 11;
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** What takes longer is away: no request waits for it, and it is asked again. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    /** After so many the connection itself may be what is broken. */
    private static final int MOST_FAILURES = 3;

    private final RedisAddress address;
    private final Supplier<UUID> epochs;
    private final String script = script();
    private final ClientResources resources =
            ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;
    private int failures;

    /**
     * Connects when it is first asked.
     *
     * @param epochs names what begins when Redis knows nothing; never the same twice
     * @throws IllegalArgumentException if the address is none
     */
    public RedisLimits(RedisAddress address, Supplier<UUID> epochs) {
        this.address = address;
        this.epochs = epochs;
        this.client = RedisClient.create(resources);
        client.setOptions(options());
    }

    private ClientOptions options() {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        if (address.authorities() != null) {
            ssl.trustManager(address.authorities().toFile());
        }
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .timeoutOptions(TimeoutOptions.enabled(ANSWER))
                .sslOptions(ssl.build())
                .build();
    }

    private RedisURI uri() {
        RedisURI uri = RedisURI.create(address.uri());
        String password = address.password().get();
        if (!password.isEmpty()) {
            uri.setCredentialsProvider(
                    RedisCredentialsProvider.from(
                            () -> RedisCredentials.just(address.user(), password)));
        }
        uri.setTimeout(CONNECT);
        uri.setClientName("raygate");
        return uri;
    }

    private static String script() {
        try (InputStream in =
                Objects.requireNonNull(RedisLimits.class.getResourceAsStream("leases.lua"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reply exchange(Request request) throws Away {
        try {
            Reply reply = reply(run(request), request);
            failures = 0;
            return reply;
        } catch (RuntimeException fault) {
            failures++;
            if (failures >= MOST_FAILURES) {
                failures = 0;
                disconnect();
            }
            throw new Away(reason(fault), fault);
        }
    }

    /** The innermost says what is wrong. */
    private static String reason(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private String run(Request request) {
        RedisCommands<String, String> redis = connected().sync();
        String[] keys = {
            PREFIX + "clock", PREFIX + "gateways", PREFIX + "answer:" + request.gateway()
        };
        String[] words = words(request);
        try {
            return redis.evalsha(redis.digest(script), ScriptOutputType.VALUE, keys, words);
        } catch (RedisNoScriptException unknown) {
            return redis.eval(script, ScriptOutputType.VALUE, keys, words);
        }
    }

    private StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> known = connection;
        if (known != null && known.isOpen()) {
            return known;
        }
        disconnect();
        StatefulRedisConnection<String, String> fresh = client.connect(uri());
        connection = fresh;
        return fresh;
    }

    private void disconnect() {
        StatefulRedisConnection<String, String> known = connection;
        connection = null;
        if (known != null) {
            known.close();
        }
    }

    private String[] words(Request request) {
        List<String> words = new ArrayList<>(8 + FIELDS * request.asks().size());
        words.add(request.gateway().toString());
        words.add(Long.toString(request.number()));
        words.add(flag(request.fresh()));
        words.add(request.epoch());
        words.add(epochs.get().toString());
        words.add(Long.toString(request.elapsedMicros()));
        words.add(PREFIX);
        words.add(Long.toString(SILENCE_MILLIS));
        request.asks().forEach(ask -> add(ask, words));
        return words.toArray(String[]::new);
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }

    private static void add(Ask ask, List<String> words) {
        switch (ask) {
            case Ask.Amount it -> {
                words.add("amount:" + it.key());
                words.add(it.before().isEmpty() ? "" : "amount:" + it.before());
                numbers(words, it.most(), it.permits(), it.periodMicros());
                numbers(words, it.charge(), it.need(), it.want(), it.used());
                words.add(flag(it.insist()));
                numbers(words, it.keepMillis());
            }
            case Ask.Places it -> {
                words.add("places:" + it.key());
                words.add("");
                numbers(words, it.most(), it.open(), it.need(), it.want(), it.held(), 0, 0, 0);
                words.add("places");
            }
        }
    }

    private static void numbers(List<String> words, long... numbers) {
        for (long number : numbers) {
            words.add(Long.toString(number));
        }
    }

    private static Reply reply(String said, Request request) {
        if (said.equals("fenced")) {
            return new Reply.Fenced();
        }
        String[] words = said.split(" ", -1);
        int grants = request.asks().size();
        if (words.length != 3 + 2 * grants) {
            throw new IllegalArgumentException("an answer of another length");
        }
        List<Grant> granted = new ArrayList<>(grants);
        for (int i = 3; i < words.length; i += 2) {
            granted.add(new Grant(Long.parseLong(words[i]), Long.parseLong(words[i + 1])));
        }
        return new Reply.Done(
                words[0], Long.parseLong(words[1]), Integer.parseInt(words[2]), granted);
    }

    @Override
    public void close() {
        disconnect();
        client.shutdown(Duration.ZERO, CONNECT);
        resources.shutdown(0, CONNECT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
