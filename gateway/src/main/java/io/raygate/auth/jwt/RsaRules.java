package io.raygate.auth.jwt;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which RSA keys are taken (S-53). */
final class RsaRules {
    private static final int FEWEST_BITS = 2048;
    private static final int MOST_BITS = 8192;

    /** A longer exponent makes a verification as dear as a signature. */
    private static final int MOST_EXPONENT_BITS = 64;

    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65537);

    /** The primes by whose residues moduli of the faulty generator are known (CVE-2017-15361). */
    private static final int[] MARKERS = {
        11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157
    };

    private RsaRules() {}

    /** Why the key is not taken, or null. */
    static @Nullable String fault(BigInteger modulus, BigInteger exponent) {
        if (modulus.bitLength() < FEWEST_BITS || modulus.bitLength() > MOST_BITS) {
            return "its modulus has not 2048 to 8192 bits";
        }
        if (!modulus.testBit(0)) {
            return "its modulus is even";
        }
        if (!exponent.testBit(0)
                || exponent.compareTo(LEAST_EXPONENT) < 0
                || exponent.bitLength() > MOST_EXPONENT_BITS) {
            return "its exponent is not odd and from 65537 to 64 bits";
        }
        return isPredictable(modulus) ? "it was made by a generator that is broken (ROCA)" : null;
    }

    /** Whether the modulus is a power of 65537 modulo each marker, as one in 2^27 is by chance. */
    private static boolean isPredictable(BigInteger modulus) {
        for (int marker : MARKERS) {
            if (!isPower(modulus.mod(BigInteger.valueOf(marker)).intValue(), marker)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPower(int residue, int prime) {
        int power = 1;
        do {
            if (power == residue) {
                return true;
            }
            power = power * (LEAST_EXPONENT.intValue() % prime) % prime;
        } while (power != 1);
        return false;
    }
}
