/**
 * Certificates and keys as they stand in PEM files. It decides whether a chain and a key are an
 * identity that TLS can use, and whether authorities can be read; not whose they are, nor when they
 * are read again. Listeners and upstreams ask it.
 */
@NullMarked
package io.raygate.pem;

import org.jspecify.annotations.NullMarked;
