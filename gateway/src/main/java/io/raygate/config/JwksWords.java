package io.raygate.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What stands below an issuer's {@code jwks}.
 *
 * @param how null where the set lies in a file
 * @param sources how many places are named
 */
record JwksWords(@Nullable Path file, @Nullable URI url, @Nullable FetchConfig how, int sources) {

    static JwksWords read(Section s) {
        boolean inFile = s.isWritten("file");
        boolean atUrl = s.isWritten("url");
        return new JwksWords(
                s.file("file"),
                s.optional("url", HttpsUrls.FORM),
                inFile && !atUrl ? null : FetchConfig.read(s),
                (inFile ? 1 : 0) + (atUrl ? 1 : 0));
    }
}
