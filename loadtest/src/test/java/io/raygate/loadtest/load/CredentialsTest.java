package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    @Test
    void givesTokensInTurn() {
        Credentials credentials = new Credentials(List.of("a", "b"), null);

        assertThat(
                        List.of(
                                "" + credentials.next(),
                                "" + credentials.next(),
                                "" + credentials.next()))
                .containsExactly("Bearer a", "Bearer b", "Bearer a");
    }

    @Test
    void givesNoneWithoutTokens() {
        assertThat(new Credentials(List.of(), null).next()).isNull();
    }

    @Test
    void forgesAnotherSignatureOfTheSameLengthEachTime() {
        String token = "aGVhZA.Ym9keQ." + "A".repeat(86);
        Credentials credentials = new Credentials(List.of(token), new Random(1));

        String first = "" + credentials.next();

        assertThat(first)
                .startsWith("Bearer aGVhZA.Ym9keQ.")
                .hasSize("Bearer ".length() + token.length());
        assertThat(first).isNotEqualTo("Bearer " + token).isNotEqualTo(credentials.next());
    }
}
