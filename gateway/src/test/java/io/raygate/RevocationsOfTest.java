package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.jwt.Revocation;
import io.raygate.store.RevocationRecord;
import io.raygate.store.RevocationRecord.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-56: what the store keeps is what tokens are held against. */
class RevocationsOfTest {
    private static final Instant THEN = Instant.parse("2026-11-24T12:00:00Z");

    private static RevocationRecord kept(Kind kind, String value, @Nullable Instant before) {
        return new RevocationRecord("r-1", "corp", kind, value, before, "leaked", THEN, null, 1);
    }

    @Test
    void eachKindBecomesItsOwn() {
        assertThat(
                        RevocationsOf.records(
                                List.of(
                                        kept(Kind.JTI, "t-1", null),
                                        kept(Kind.KID, "k-1", null),
                                        kept(Kind.SUBJECT, "alice", THEN),
                                        kept(Kind.ISSUER, "", THEN))))
                .containsExactly(
                        new Revocation.ByJti("corp", "t-1"),
                        new Revocation.ByKid("corp", "k-1"),
                        new Revocation.BySubject("corp", "alice", THEN),
                        new Revocation.ByIssuer("corp", THEN));
    }

    @Test
    void withoutAnInstantAllTokensAreMeant() {
        assertThat(RevocationsOf.records(List.of(kept(Kind.ISSUER, "", null))))
                .containsExactly(new Revocation.ByIssuer("corp", Instant.MAX));
    }
}
