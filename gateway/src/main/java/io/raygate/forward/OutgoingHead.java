package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.vertx.core.http.HttpMethod;

/**
 * The head of the request that goes upstream, every character of it checked (S-18): names from the
 * configuration when that was read, all else now.
 *
 * @param target path and query
 * @param host for Host or {@code :authority}
 * @param fields all other fields but those of framing
 * @param bodyLength declared bytes, or a constant of {@code RequestWriter}
 * @param upgrade whether it asks for a WebSocket
 */
record OutgoingHead(
        HttpMethod method,
        String target,
        String host,
        Fields fields,
        long bodyLength,
        boolean upgrade) {}
