package io.raygate;

import io.raygate.config.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the public keys of those who may report leaks; only P-256 will do. Blocks on files. */
final class LeakReporters {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final Function<String, @Nullable String> environment;

    LeakReporters(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The keys by their identifiers.
     *
     * @throws StartFailure if one cannot be used
     */
    Map<String, PublicKey> github(Map<String, SecretRef> named) throws StartFailure {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (var each : named.entrySet()) {
            try {
                keys.put(each.getKey(), key(text(each.getValue())));
            } catch (IOException | GeneralSecurityException e) {
                throw new StartFailure(
                        "admin.leakReports.github." + each.getKey() + ": " + e.getMessage(), e);
            }
        }
        return Map.copyOf(keys);
    }

    private String text(SecretRef key) throws IOException {
        return switch (key) {
            case SecretRef.File(var path) -> Files.readString(path);
            case SecretRef.Env(var name) -> {
                String pem = environment.apply(name);
                yield pem == null ? "" : pem;
            }
        };
    }

    private static PublicKey key(String pem) throws GeneralSecurityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new InvalidKeyException("no public key in PEM");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            PublicKey key =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
            return checked((ECPublicKey) key);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("no public key in PEM", e);
        }
    }

    private static ECPublicKey checked(ECPublicKey key) throws GeneralSecurityException {
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec wanted = p256.getParameterSpec(ECParameterSpec.class);
        ECParameterSpec has = key.getParams();
        if (!has.getCurve().equals(wanted.getCurve())
                || !has.getGenerator().equals(wanted.getGenerator())) {
            throw new InvalidKeyException("a key of another curve than P-256");
        }
        return key;
    }
}
