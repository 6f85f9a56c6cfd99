package io.raygate.auth.jwt;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.jspecify.annotations.Nullable;

/** The curves of RFC 7518, section 6.2.1.1, each with the one algorithm that belongs to it. */
enum Curve {
    P256("P-256", "secp256r1", 32, Algorithm.ES256),
    P384("P-384", "secp384r1", 48, Algorithm.ES384),
    P521("P-521", "secp521r1", 66, Algorithm.ES512);

    private final String crv;
    private final int bytes;
    private final Algorithm algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // the JDK class has no mutators
    private final ECParameterSpec parameters;

    Curve(String crv, String name, int bytes, Algorithm algorithm) {
        this.crv = crv;
        this.bytes = bytes;
        this.algorithm = algorithm;
        this.parameters = parameters(name);
    }

    static @Nullable Curve of(@Nullable String crv) {
        for (Curve curve : values()) {
            if (curve.crv.equals(crv)) {
                return curve;
            }
        }
        return null;
    }

    /** Bytes of a coordinate, and of each half of a signature. */
    int bytes() {
        return bytes;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    /** Whether the point satisfies the curve's equation, both coordinates within the field. */
    boolean holds(ECPoint point) {
        BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right =
                x.pow(3)
                        .add(parameters.getCurve().getA().multiply(x))
                        .add(parameters.getCurve().getB())
                        .mod(p);
        return y.pow(2).mod(p).equals(right);
    }

    /** Whether both halves of a raw signature lie in 1 to n-1 (S-50). */
    boolean holds(byte[] signature) {
        return isScalar(new BigInteger(1, signature, 0, bytes))
                && isScalar(new BigInteger(1, signature, bytes, bytes));
    }

    private boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(parameters.getOrder()) < 0;
    }

    private static ECParameterSpec parameters(String name) {
        try {
            AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
            known.init(new ECGenParameterSpec(name));
            return known.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
