package io.raygate;

import io.raygate.auth.jwt.Revocation;
import io.raygate.store.RevocationRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Turns revocations as the store keeps them into those that tokens are held against; pure. */
final class RevocationsOf {

    private RevocationsOf() {}

    static List<Revocation> records(Collection<RevocationRecord> records) {
        return records.stream().map(RevocationsOf::record).toList();
    }

    private static Revocation record(RevocationRecord kept) {
        Instant before = kept.issuedBefore() == null ? Instant.MAX : kept.issuedBefore();
        return switch (kept.kind()) {
            case JTI -> new Revocation.ByJti(kept.issuer(), kept.value());
            case KID -> new Revocation.ByKid(kept.issuer(), kept.value());
            case SUBJECT -> new Revocation.BySubject(kept.issuer(), kept.value(), before);
            case ISSUER -> new Revocation.ByIssuer(kept.issuer(), before);
        };
    }
}
