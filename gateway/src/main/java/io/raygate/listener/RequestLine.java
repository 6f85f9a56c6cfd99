package io.raygate.listener;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.raygate.exchange.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first line of a request, taken apart (S-07; RFC 9112, 3). */
final class RequestLine {
    private static final byte[] VERSION_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private HttpMethod method = HttpMethod.GET;
    private String target = "";
    private HttpVersion version = HttpVersion.HTTP_1_1;

    HttpMethod method() {
        return method;
    }

    String target() {
        return target;
    }

    HttpVersion version() {
        return version;
    }

    /** Takes the line apart; null is good. */
    @Nullable FramingFault parse(byte[] line, int length) {
        int methodEnd = 0;
        while (methodEnd < length && Octets.isToken(line[methodEnd])) {
            methodEnd++;
        }
        int targetEnd = methodEnd + 1;
        while (targetEnd < length && Octets.isTarget(line[targetEnd])) {
            targetEnd++;
        }
        boolean shaped =
                methodEnd > 0
                        && targetEnd > methodEnd + 1
                        && targetEnd < length
                        && line[methodEnd] == ' '
                        && line[targetEnd] == ' ';
        if (!shaped) {
            return FramingFault.BAD_REQUEST_LINE;
        }
        method = HttpMethod.valueOf(text(line, 0, methodEnd));
        target = text(line, methodEnd + 1, targetEnd);
        return version(line, targetEnd + 1, length);
    }

    /** What looks like a version but is none of the two is 505, anything else there is 400. */
    private @Nullable FramingFault version(byte[] line, int start, int end) {
        if (!isVersion(line, start, end)) {
            return FramingFault.BAD_REQUEST_LINE;
        }
        boolean known =
                end - start == VERSION_1.length + 1
                        && Arrays.mismatch(line, start, end - 1, VERSION_1, 0, VERSION_1.length) < 0
                        && line[end - 1] <= '1';
        if (!known) {
            return FramingFault.UNKNOWN_VERSION;
        }
        version = line[end - 1] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
        return null;
    }

    /** {@code HTTP/} in any letter case, a digit, then digits and dots that end in a digit. */
    private static boolean isVersion(byte[] line, int start, int end) {
        int number = start + 5;
        if (end <= number || !Octets.isDigit(line[number]) || !Octets.isDigit(line[end - 1])) {
            return false;
        }
        for (int i = 0; i < 5; i++) {
            int octet = i < 4 ? line[start + i] & ~0x20 : line[start + i];
            if (octet != VERSION_1[i]) {
                return false;
            }
        }
        for (int i = number; i < end; i++) {
            if (!Octets.isDigit(line[i]) && line[i] != '.') {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
