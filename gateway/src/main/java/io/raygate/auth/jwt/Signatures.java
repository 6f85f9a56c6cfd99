package io.raygate.auth.jwt;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures with the platform's own API, by the provider it is given and without
 * installing it anywhere. One object per thread and algorithm, none under a lock.
 */
public final class Signatures {
    private final @Nullable Provider provider;
    private final ThreadLocal<Map<Algorithm, Signature>> signatures =
            ThreadLocal.withInitial(() -> new EnumMap<>(Algorithm.class));
    private final ThreadLocal<Map<Algorithm, Mac>> macs =
            ThreadLocal.withInitial(() -> new EnumMap<>(Algorithm.class));

    /**
     * @param nativeProvider verifies in tens of microseconds; null for the JDK's own, which need up
     *     to some milliseconds
     */
    public Signatures(@Nullable Provider nativeProvider) {
        this.provider = nativeProvider;
    }

    /** Whether a verification is cheap enough for an event loop (S-57). */
    public boolean isNative() {
        return provider != null;
    }

    /** Whether the signature is the key's; false for everything else that may go wrong. */
    boolean verify(VerificationKey key, UnverifiedToken token) {
        Algorithm algorithm = token.header().algorithm();
        if (!key.fits(token.signature(), algorithm)) {
            return false;
        }
        try {
            return key.key() instanceof PublicKey publicKey
                    ? verify(publicKey, algorithm, token)
                    : authenticate(key.key(), algorithm, token);
        } catch (GeneralSecurityException | RuntimeException _) {
            // Providers throw for signatures that they cannot even read.
            return false;
        }
    }

    private boolean verify(PublicKey key, Algorithm algorithm, UnverifiedToken token)
            throws GeneralSecurityException {
        Map<Algorithm, Signature> known = signatures.get();
        Signature signature = known.get(algorithm);
        if (signature == null) {
            signature = signature(algorithm);
            known.put(algorithm, signature);
        }
        signature.initVerify(key);
        signature.update(token.signed());
        return signature.verify(token.signature());
    }

    private boolean authenticate(Key key, Algorithm algorithm, UnverifiedToken token)
            throws GeneralSecurityException {
        Map<Algorithm, Mac> known = macs.get();
        Mac mac = known.get(algorithm);
        if (mac == null) {
            mac = mac(algorithm);
            known.put(algorithm, mac);
        }
        mac.init(key);
        return MessageDigest.isEqual(mac.doFinal(token.signed()), token.signature());
    }

    private Signature signature(Algorithm algorithm) throws GeneralSecurityException {
        Signature signature =
                provider == null
                        ? Signature.getInstance(algorithm.jcaName())
                        : Signature.getInstance(algorithm.jcaName(), provider);
        AlgorithmParameterSpec parameters = algorithm.parameters();
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        return signature;
    }

    private Mac mac(Algorithm algorithm) throws GeneralSecurityException {
        return provider == null
                ? Mac.getInstance(algorithm.jcaName())
                : Mac.getInstance(algorithm.jcaName(), provider);
    }
}
