package io.raygate.auth.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.zip.CRC32;

/**
 * What a key looks like (S-58): {@code <prefix>_<environment>_<id 22>_<secret 43><crc 6>}, base62,
 * the CRC-32 over everything before it. A slip of the pen or a scanner's find is told from a key
 * without any look-up. {@code sk-} may stand in front, for tools that demand it.
 */
public final class KeyFormat {
    static final int ID = 22;
    static final int SECRET = 43;
    static final int CHECK = 6;
    private static final int TAIL = 1 + ID + 1 + SECRET + CHECK;
    private static final String TOOLS_PREFIX = "sk-";

    private final String[] heads;

    /**
     * @param prefix small letters and digits
     * @param environments the same; at least one
     */
    public KeyFormat(String prefix, Collection<String> environments) {
        heads = new String[environments.size() * 2];
        int i = 0;
        for (String environment : environments) {
            String head = prefix + "_" + environment;
            heads[i++] = head;
            heads[i++] = TOOLS_PREFIX + head;
        }
    }

    /** Whether the text is a key of ours: shape, alphabet, checksum, prefix, environment. */
    public boolean matches(String text) {
        return begins(text) && isWellFormed(text);
    }

    /** Whether it is as long as a key of ours, and starts like one. */
    boolean begins(String text) {
        int length = text.length() - TAIL;
        for (String head : heads) {
            if (head.length() == length && text.startsWith(head)) {
                return true;
            }
        }
        return false;
    }

    /** The octets that checksum and digest run over. */
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the text has shape, alphabet and checksum, with whatever prefix and environment. */
    public static boolean isWellFormed(String text) {
        return isWellFormed(text, octets(text));
    }

    /** The same of a text whose octets are at hand. */
    static boolean isWellFormed(String text, byte[] octets) {
        int head = text.length() - TAIL;
        return head > 0
                && text.charAt(head) == '_'
                && text.charAt(head + 1 + ID) == '_'
                && Base62.isDigits(text, head + 1, head + 1 + ID)
                && Base62.isDigits(text, head + 2 + ID, text.length())
                && hasCheck(text, octets);
    }

    /** The public id inside a key that {@link #matches}. */
    public static String id(String key) {
        int start = idStart(key);
        return key.substring(start, start + ID);
    }

    static int idStart(String key) {
        return key.length() - TAIL + 1;
    }

    /** The readable start of a key that is well formed: enough to recognise it by (S-59). */
    public static String readableStart(String key) {
        return key.substring(0, idStart(key) + 4);
    }

    /** Whether a key that {@link #matches} was made for this environment. */
    static boolean isOf(String key, String environment) {
        int end = key.length() - TAIL;
        int start = end - environment.length();
        return start > 0 && key.charAt(start - 1) == '_' && key.startsWith(environment, start);
    }

    /** Puts the checksum behind everything before it. */
    static String checked(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return body + Base62.encode(BigInteger.valueOf(crc(bytes, bytes.length)), CHECK);
    }

    private static boolean hasCheck(String text, byte[] octets) {
        int end = text.length() - CHECK;
        return Base62.reads(text, end, text.length(), crc(octets, end));
    }

    private static long crc(byte[] bytes, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, end);
        return crc.getValue();
    }
}
