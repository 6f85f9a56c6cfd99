package io.raygate.exchange;

import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * The sanitised head of a request: what routing, authorisation, logging and forwarding all read,
 * and nothing else.
 *
 * @param method as sent, case-sensitive
 * @param path the canonical path (S-23), starting with a slash
 * @param query byte for byte as sent, without the question mark, or null
 * @param authority from Host or {@code :authority}
 * @param fields what may be matched on and forwarded
 * @param withheld what only a route may let through: names with an underscore, cookies, Ray's own
 *     fields, baggage
 * @param presented the credentials
 * @param origin who calls
 * @param contentLength declared bytes, 0 without a body, -1 where the length is not known before
 *     the end
 * @param expectsContinue whether the client waits for 100 before it sends the body
 * @param kind how it is carried
 */
public record RequestHead(
        HttpMethod method,
        String path,
        @Nullable String query,
        Authority authority,
        Fields fields,
        Fields withheld,
        Presented presented,
        Origin origin,
        long contentLength,
        boolean expectsContinue,
        RequestKind kind) {}
