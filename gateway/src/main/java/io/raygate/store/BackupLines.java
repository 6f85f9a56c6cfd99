package io.raygate.store;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A backup line by line, each of bounded length, with the digest of those before the last one. */
final class BackupLines {
    /** A row of the audit holds two states of a thing that one request made: 1 MiB each. */
    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private final MessageDigest digest = BackupFormat.sha256();
    private byte[] last = {};
    private long number;

    BackupLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Of the line that was read last, counted from 1. */
    long number() {
        return number;
    }

    JsonObject next() throws BackupUnfit {
        digest.update(last);
        number++;
        last = read();
        try {
            return new JsonObject(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(last)).toString());
        } catch (CharacterCodingException | DecodeException _) {
            throw BackupUnfit.at(number, "is no JSON object");
        }
    }

    /**
     * Whether the line that was read last is the trailer of what came before, and nothing follows.
     */
    void end(long rows) throws BackupUnfit {
        String trailer = BackupFormat.trailer(rows, digest.digest());
        if (!trailer.equals(new String(last, StandardCharsets.UTF_8))) {
            throw BackupUnfit.at(
                    number,
                    "has another digest or number of rows than what comes before it: the backup was changed or is damaged");
        }
        if (octet() >= 0) {
            throw BackupUnfit.at(number + 1, "comes behind the end");
        }
    }

    /** With its line feed. */
    private byte[] read() throws BackupUnfit {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = octet();
        while (c >= 0 && c != '\n' && line.size() < LONGEST) {
            line.write(c);
            c = octet();
        }
        if (c < 0) {
            throw BackupUnfit.at(number, "is cut off or missing: the backup has no end");
        }
        if (c != '\n') {
            throw BackupUnfit.at(number, "is longer than any row");
        }
        line.write(c);
        return line.toByteArray();
    }

    private int octet() throws BackupUnfit {
        try {
            return in.read();
        } catch (IOException e) {
            throw BackupUnfit.at(number, "cannot be read: " + e.getMessage());
        }
    }
}
