package io.raygate.upstream;

import io.raygate.pem.PemFile;
import java.util.Optional;

/**
 * How an upstream is verified and how we present ourselves to it (S-77), with the files' content: a
 * file that changes makes other settings, and so other connections.
 *
 * @param ca own certificate authority, else that of the platform
 * @param serverName name to send and to verify, else the endpoint's host
 * @param certificate our client certificate, with its key
 * @param insecureSkipVerify verify nothing: only with {@code --allow-insecure}
 */
public record UpstreamTls(
        Optional<PemFile> ca,
        Optional<String> serverName,
        Optional<PemFile> certificate,
        Optional<PemFile> key,
        boolean insecureSkipVerify) {}
