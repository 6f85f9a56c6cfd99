package io.raygate.listener;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate chain, leaf first, that was found to fit its key, and the names that it is shown
 * for.
 */
record Identity(
        List<String> names, List<X509Certificate> chain, PrivateKey key, boolean isDefault) {

    X509Certificate leaf() {
        return chain.getFirst();
    }

    boolean isElliptic() {
        return key.getAlgorithm().equals("EC");
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "Identity" + names;
    }
}
