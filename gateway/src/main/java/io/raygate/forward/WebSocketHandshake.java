package io.raygate.forward;

import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;
import io.raygate.forward.http1.ConnectionField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Whether an upstream's 101 fits what the client asked for (RFC 6455, 4.1; S-14). */
final class WebSocketHandshake {
    static final AsciiString WEBSOCKET = AsciiString.cached("websocket");
    static final AsciiString UPGRADE = AsciiString.cached("upgrade");
    private static final AsciiString KEY = AsciiString.cached("sec-websocket-key");
    private static final AsciiString ACCEPT = AsciiString.cached("sec-websocket-accept");
    private static final AsciiString PROTOCOL = AsciiString.cached("sec-websocket-protocol");
    private static final AsciiString EXTENSIONS = AsciiString.cached("sec-websocket-extensions");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private WebSocketHandshake() {}

    static boolean fits(Fields asked, Fields answered) {
        CharSequence key = asked.get(KEY);
        CharSequence accept = answered.get(ACCEPT);
        return key != null
                && accept != null
                && accept.toString().equals(accepting(key))
                && ConnectionField.says(answered, UPGRADE, WEBSOCKET)
                && ConnectionField.says(answered, Names.CONNECTION, UPGRADE)
                && isAskedProtocol(asked, answered)
                && areOfferedExtensions(asked, answered.get(EXTENSIONS));
    }

    private static String accepting(CharSequence key) {
        try {
            byte[] both = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(both);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-1", missing);
        }
    }

    private static boolean isAskedProtocol(Fields asked, Fields answered) {
        CharSequence protocol = answered.get(PROTOCOL);
        return protocol == null || ConnectionField.says(asked, PROTOCOL, protocol);
    }

    private static boolean areOfferedExtensions(Fields asked, @Nullable CharSequence chosen) {
        if (chosen == null) {
            return true;
        }
        String list = chosen.toString();
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            if (!isOffered(asked, extensionName(list.substring(start, end)))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isOffered(Fields asked, String name) {
        for (int i = 0; i < asked.size(); i++) {
            if (Names.are(asked.name(i), EXTENSIONS)) {
                String offers = asked.value(i).toString();
                int start = 0;
                while (start <= offers.length()) {
                    int comma = offers.indexOf(',', start);
                    int end = comma < 0 ? offers.length() : comma;
                    if (extensionName(offers.substring(start, end)).equalsIgnoreCase(name)) {
                        return true;
                    }
                    start = end + 1;
                }
            }
        }
        return false;
    }

    /** Without its parameters. */
    private static String extensionName(String extension) {
        int semicolon = extension.indexOf(';');
        return (semicolon < 0 ? extension : extension.substring(0, semicolon)).strip();
    }
}
