package io.raygate.testing;

import io.raygate.exchange.Authority;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Origin;
import io.raygate.exchange.Presented;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestKind;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Sanitised heads that differ in what a test is about and in nothing else. */
public final class Heads {

    /** From where the callers of these heads come unless a test says otherwise. */
    public static final String ADDRESS = "192.0.2.1";

    private Heads() {}

    public static RequestHead bearing(@Nullable String bearer) {
        return presenting(new Presented(1, bearer, null), ADDRESS);
    }

    public static RequestHead withKey(String key) {
        return presenting(new Presented(1, null, key), ADDRESS);
    }

    public static RequestHead presenting(Presented presented, String address) {
        return new RequestHead(
                HttpMethod.GET,
                "/v1/models",
                null,
                new Authority("api.example.com", -1),
                new Fields(),
                new Fields(),
                presented,
                new Origin(address, "https", null, false, "id", null, "00-0-0-00", null),
                0,
                false,
                RequestKind.HTTP);
    }
}
