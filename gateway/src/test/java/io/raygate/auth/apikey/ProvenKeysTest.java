package io.raygate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.Fingerprints;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** What is remembered of keys that were good, and what is not. */
class ProvenKeysTest {
    private static final Digest NOTED = new Digest(1, 2, 3, 4);

    private final ProvenKeys proven = new ProvenKeys(new Fingerprints(new SecureRandom()));
    private final PresentedKey key = presented("one");
    private final Pepper pepper = new Pepper(1, "p".repeat(32));
    private final Digest plain = new CredentialHash().of(key.octets());

    @Test
    void theDigestOfAKeyThatWasGoodIsNotMadeAgain() {
        assertThat(proven.digest(key, null)).isEqualTo(plain);
        proven.remember(key, null, NOTED);
        assertThat(proven.digest(presented("one"), null)).isEqualTo(NOTED);
    }

    @Test
    void itIsRememberedByThePepperItWasMadeWith() {
        proven.remember(key, pepper, NOTED);
        PresentedKey again = presented("one");
        assertThat(proven.digest(again, null)).isEqualTo(plain);
        Pepper another = new Pepper(1, "q".repeat(32));
        assertThat(proven.digest(again, another)).isEqualTo(another.digest(key.octets()));
        assertThat(proven.digest(again, pepper)).isEqualTo(NOTED);
    }

    @Test
    void anotherKeyIsNotTakenForIt() {
        proven.remember(key, null, NOTED);
        PresentedKey other = presented("two");
        assertThat(proven.digest(other, null)).isEqualTo(new CredentialHash().of(other.octets()));
    }

    private PresentedKey presented(String text) {
        return proven.presented(text);
    }
}
