package io.raygate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** S-59: digests are HMAC-SHA-256, as the platform makes it. */
class PepperTest {

    @Property
    void isTheHmacOfThePlatform(
            @ForAll @AlphaChars @StringLength(min = 32, max = 200) String secret,
            @ForAll @StringLength(max = 200) String key)
            throws GeneralSecurityException {
        byte[] message = key.getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        Pepper pepper = new Pepper(1, secret);
        assertThat(pepper.digest(message)).isEqualTo(Digest.of(mac.doFinal(message)));
        assertThat(pepper.digest(message)).isEqualTo(pepper.digest(message));
    }

    /** What is derived for one purpose is no digest of any key. */
    @Property
    void eachPurposeHasASecretOfItsOwn(@ForAll String one, @ForAll String other) {
        Pepper pepper = new Pepper(1, "p".repeat(32));
        assertThat(Arrays.equals(pepper.derive(one), pepper.derive(other)))
                .isEqualTo(one.equals(other));
    }
}
