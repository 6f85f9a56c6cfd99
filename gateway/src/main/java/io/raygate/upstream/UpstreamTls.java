package io.raygate.upstream;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an upstream is verified and how we present ourselves to it (S-77); files are re-read when
 * they change.
 *
 * @param ca own certificate authority, else that of the platform
 * @param serverName name to send and to verify, else the endpoint's host
 * @param certificate our client certificate, with its key
 * @param insecureSkipVerify verify nothing: only with {@code --allow-insecure}
 */
public record UpstreamTls(
        Optional<Path> ca,
        Optional<String> serverName,
        Optional<Path> certificate,
        Optional<Path> key,
        boolean insecureSkipVerify) {}
