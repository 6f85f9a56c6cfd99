package io.raygate.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

/**
 * A request that was described rather than received, to be judged like one that arrives over
 * HTTP/1.1.
 *
 * @param target path and query, as it would stand in the request line
 * @param fields with a Host
 * @param address whom it comes from
 * @param secure whether over TLS
 */
public record DescribedRequest(
        String method, String target, MultiMap fields, String address, boolean secure) {

    Arrival arrival() {
        return new Arrival(
                HttpVersion.HTTP_1_1,
                method,
                target,
                null,
                null,
                fields,
                new Peer("", address, secure, null));
    }
}
