package io.raygate.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that security.md, section 4, speaks of, folded: lower case, no underscore. */
final class FieldNames {

    static final String MODEL_ID = "Serve-Multiplexed-Model-Id";
    static final String SESSION_ID = "X-Session-Id";
    static final String WEBSOCKET_KEY = "sec-websocket-key";
    static final String WEBSOCKET_VERSION = "sec-websocket-version";

    static final String[] DROPPED_PREFIXES = {
        // S-29, identity
        "x-raygate-",
        "x-consumer-",
        "x-credential-",
        "x-authenticated-",
        "x-auth-request-",
        "x-ssl-",
        "x-client-cert",
        // S-30, Ray's control fields
        "x-serve-router-",
        "x-ray-",
        // S-31, control fields of inference gateways and of other proxies
        "x-gateway-",
        "x-slo-",
        "x-envoy-",
        "x-litellm-",
        "x-kong-",
        "x-accel-",
        // S-33, S-27, where a request came from and what it was
        "x-forwarded-",
        "x-original-",
        "x-rewrite-",
    };

    static final String[] WITHHELD_PREFIXES = {"openai-", "x-stainless-"};

    private static final String[] DROPPED = {
        // S-28, hop by hop
        "proxy-authenticate",
        "proxy-authorization",
        "trailer",
        "http2-settings",
        // S-27, method and target overrides
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        // S-29, identity
        "x-remote-user",
        "remote-user",
        "client-cert",
        "client-cert-chain",
        // S-30, Ray's control fields; the last one of its HAProxy mode
        "x-request-timeout-seconds",
        "x-request-disconnect-disabled",
        "x-body-truncated",
        // S-32, credentials
        "x-api-key",
        // S-33, addresses
        "x-real-ip",
        "true-client-ip",
        "cf-connecting-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        // the make of a server, which no request has a use for
        "server",
        "x-powered-by",
    };

    private static final char[] FOLDED = folded();

    private FieldNames() {}

    /**
     * All names with their use; the first entry of a name counts, so none can be configured away.
     */
    static Map<String, FieldUse> exact(@Nullable String apiKey, Set<String> dropped) {
        Map<String, FieldUse> uses = new LinkedHashMap<>();
        putRead(uses);
        uses.put("cookie", FieldUse.WITHHOLD);
        uses.put("baggage", FieldUse.WITHHOLD);
        uses.put("serve-multiplexed-model-id", FieldUse.MODEL_ID);
        uses.put("x-session-id", FieldUse.SESSION_ID);
        if (apiKey != null) {
            uses.putIfAbsent(folded(apiKey), FieldUse.API_KEY);
        }
        for (String name : DROPPED) {
            uses.putIfAbsent(name, FieldUse.DROP);
        }
        for (String name : dropped) {
            uses.putIfAbsent(folded(name), FieldUse.DROP);
        }
        return uses;
    }

    private static void putRead(Map<String, FieldUse> uses) {
        uses.put("host", FieldUse.HOST);
        uses.put("content-length", FieldUse.CONTENT_LENGTH);
        uses.put("transfer-encoding", FieldUse.TRANSFER_ENCODING);
        uses.put("connection", FieldUse.CONNECTION);
        uses.put("upgrade", FieldUse.UPGRADE);
        uses.put("keep-alive", FieldUse.HOP);
        uses.put("proxy-connection", FieldUse.HOP);
        uses.put("te", FieldUse.TE);
        uses.put("expect", FieldUse.EXPECT);
        uses.put("content-type", FieldUse.CONTENT_TYPE);
        uses.put(WEBSOCKET_KEY, FieldUse.HANDSHAKE);
        uses.put(WEBSOCKET_VERSION, FieldUse.HANDSHAKE);
        uses.put("authorization", FieldUse.AUTHORIZATION);
        uses.put("forwarded", FieldUse.FORWARDED);
        uses.put("x-forwarded-for", FieldUse.FORWARDED_FOR);
        uses.put("x-forwarded-proto", FieldUse.FORWARDED_PROTO);
        uses.put("x-forwarded-host", FieldUse.FORWARDED_HOST);
        uses.put("x-request-id", FieldUse.REQUEST_ID);
        uses.put("traceparent", FieldUse.TRACEPARENT);
        uses.put("tracestate", FieldUse.TRACESTATE);
    }

    /**
     * Lower case with {@code _} as {@code -}, or 0 if it cannot stand in a name (RFC 9110, 5.6.2).
     */
    static char fold(char c) {
        return c < 128 ? FOLDED[c] : 0;
    }

    /** Whether the name, folded, is {@code folded}. */
    static boolean equal(String folded, CharSequence name) {
        return folded.length() == name.length() && startsWith(name, folded);
    }

    /** Whether the name, folded, begins with {@code prefix}. */
    static boolean startsWith(CharSequence name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (fold(name.charAt(i)) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether two names are the same once folded. */
    static boolean alike(CharSequence one, CharSequence other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (fold(one.charAt(i)) != fold(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < folded.length(); i++) {
            folded.setCharAt(i, fold(folded.charAt(i)));
        }
        return folded.toString();
    }

    private static char[] folded() {
        char[] folded = new char[128];
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                folded[c] = Character.toLowerCase(c);
            }
        }
        for (char c : "!#$%&'*+-.^`|~".toCharArray()) {
            folded[c] = c;
        }
        folded['_'] = '-';
        return folded;
    }
}
