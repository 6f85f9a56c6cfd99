package io.raygate.loadtest.serve.ingress;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The path of a request target as Serve routes it: percent-decoded, nothing resolved or merged. */
final class TargetPath {

    private TargetPath() {}

    /** The decoded path of a target in origin, absolute or asterisk form. */
    static String of(String target) {
        String path = raw(target);
        return path.indexOf('%') < 0 ? path : decode(path);
    }

    /** The path as sent, without the query. */
    static String raw(String target) {
        int start = 0;
        int scheme = target.indexOf("://");
        if (!target.startsWith("/") && scheme > 0) {
            start = target.indexOf('/', scheme + 3);
        }
        if (start < 0) {
            return "/";
        }
        int query = target.indexOf('?', start);
        return target.substring(start, query < 0 ? target.length() : query);
    }

    private static String decode(String path) {
        var bytes = new ByteArrayOutputStream(path.length());
        int at = 0;
        while (at < path.length()) {
            int octet = path.charAt(at) == '%' ? octet(path, at + 1) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                at += 3;
            } else {
                byte[] plain = path.substring(at, at + 1).getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(plain);
                at++;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The value of two hexadecimal digits, or -1. */
    private static int octet(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
