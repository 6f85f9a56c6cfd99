package io.raygate.loadtest.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** A signature algorithm of RFC 7518 or RFC 8037 that the peers can be measured with. */
public enum Algorithm {
    RS256("RSA", "SHA256withRSA"),
    ES256("EC", "SHA256withECDSAinP1363Format"),
    EDDSA("Ed25519", "Ed25519");

    private final String keyType;
    private final String signature;

    Algorithm(String keyType, String signature) {
        this.keyType = keyType;
        this.signature = signature;
    }

    /** The {@code alg} value. */
    public String header() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /** The {@code kid} that this algorithm's key has in every key set made here. */
    public String keyId() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A new key pair: RSA with 2048 bits, P-256 or Ed25519. */
    public KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
        if (this == RS256) {
            generator.initialize(2048);
        } else if (this == ES256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        return generator.generateKeyPair();
    }

    /** A signer without a key; it writes the raw form that JWS wants. */
    Signature newSignature() throws GeneralSecurityException {
        return Signature.getInstance(signature);
    }
}
