package io.raygate.auth.jwt;

import io.raygate.json.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a public key set (RFC 7517, section 4; RFC 7518, section 6; RFC 8037). */
final class Jwk {
    private static final List<String> PRIVATE =
            List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final int ED25519_KEY = 32;
    private static final int LONGEST_KID = 128;

    private final Json.Members members;

    Jwk(Json.Members members) {
        this.members = members;
    }

    /** A kid as S-49 has it: 1 to 128 bytes of UTF-8, no controls. */
    static boolean isKid(String kid) {
        int bytes = kid.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= LONGEST_KID && kid.chars().noneMatch(Character::isISOControl);
    }

    /** Whether it holds what only a signer may have; also what has no public part at all. */
    boolean isPrivate() {
        return "oct".equals(members.text("kty")) || PRIVATE.stream().anyMatch(members::has);
    }

    /**
     * Whether it is meant for verifying and of a type known here; others are skipped, as RFC 7517,
     * section 5 advises.
     */
    boolean isForVerifying() {
        boolean known =
                switch (String.valueOf(members.text("kty"))) {
                    case "RSA" -> true;
                    case "EC" -> Curve.of(members.text("crv")) != null;
                    case "OKP" -> "Ed25519".equals(members.text("crv"));
                    default -> false;
                };
        return known
                && (!members.has("use") || "sig".equals(members.text("use")))
                && (!members.has("key_ops") || operations().contains(new Json.Text("verify")))
                && (!members.has("alg") || algorithm() != null);
    }

    /** The key, checked; for one that {@link #isForVerifying}. */
    Checked<VerificationKey> read() {
        String kid = members.text("kid");
        if (members.has("kid") && (kid == null || !isKid(kid))) {
            return Checked.failed("its kid is not a string of 1 to 128 bytes without controls");
        }
        try {
            Checked<VerificationKey> key =
                    switch (String.valueOf(members.text("kty"))) {
                        case "RSA" -> rsa(kid);
                        case "EC" -> ec(kid);
                        default -> edwards(kid);
                    };
            return key.then(this::restricted);
        } catch (GeneralSecurityException | RuntimeException e) {
            return Checked.failed("it is no valid key: " + e.getClass().getSimpleName());
        }
    }

    private Checked<VerificationKey> restricted(VerificationKey key) {
        Algorithm algorithm = algorithm();
        if (algorithm == null) {
            return Checked.passed(key);
        }
        return key.algorithms().contains(algorithm)
                ? Checked.passed(key.only(algorithm))
                : Checked.failed("its alg does not fit its kty and crv");
    }

    private Checked<VerificationKey> rsa(@Nullable String kid) throws GeneralSecurityException {
        BigInteger modulus = number("n");
        BigInteger exponent = number("e");
        if (modulus == null || exponent == null) {
            return Checked.failed("its n or e is missing or not base64url");
        }
        String fault = RsaRules.fault(modulus, exponent);
        if (fault != null) {
            return Checked.failed(fault);
        }
        var spec = new RSAPublicKeySpec(modulus, exponent);
        var key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        return Checked.passed(VerificationKey.rsa(kid, key));
    }

    private Checked<VerificationKey> ec(@Nullable String kid) throws GeneralSecurityException {
        Curve curve = Curve.of(members.text("crv"));
        if (curve == null) {
            return Checked.failed("its crv is not known");
        }
        byte[] x = bytes("x");
        byte[] y = bytes("y");
        if (x == null || y == null || x.length != curve.bytes() || y.length != curve.bytes()) {
            return Checked.failed("its x or y is missing or has the wrong length");
        }
        ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
        if (!curve.holds(point)) {
            return Checked.failed("its point is not on the curve");
        }
        var spec = new ECPublicKeySpec(point, curve.parameters());
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(spec);
        return Checked.passed(VerificationKey.ec(kid, key, curve));
    }

    private Checked<VerificationKey> edwards(@Nullable String kid) throws GeneralSecurityException {
        byte[] x = bytes("x");
        if (x == null || x.length != ED25519_KEY) {
            return Checked.failed("its x is missing or has the wrong length");
        }
        boolean odd = x[ED25519_KEY - 1] < 0;
        x[ED25519_KEY - 1] &= 0x7f;
        var point = new EdECPoint(odd, new BigInteger(1, reversed(x)));
        var spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, point);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(spec);
        Signature.getInstance("Ed25519").initVerify(key);
        return Checked.passed(VerificationKey.edwards(kid, key));
    }

    private @Nullable Algorithm algorithm() {
        String alg = members.text("alg");
        return alg == null ? null : Algorithm.of(alg);
    }

    private List<Json> operations() {
        return members.get("key_ops") instanceof Json.Items(var values) ? values : List.of();
    }

    private byte @Nullable [] bytes(String name) {
        String text = members.text(name);
        return text == null ? null : Base64Url.decode(text);
    }

    private @Nullable BigInteger number(String name) {
        byte[] magnitude = bytes(name);
        return magnitude == null ? null : new BigInteger(1, magnitude);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
