package io.raygate.auth.jwt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revocations, ordered by what they are looked up by. Immutable. */
final class RevocationSet {
    private final List<Revocation> all;
    private final Map<String, OfOneIssuer> byIssuer = new HashMap<>();

    RevocationSet(Collection<Revocation> revocations) {
        all = List.copyOf(revocations);
        for (Revocation each : all) {
            byIssuer.computeIfAbsent(each.issuer(), issuer -> new OfOneIssuer()).add(each);
        }
    }

    RevocationSet with(Revocation one) {
        List<Revocation> more = new ArrayList<>(all);
        more.add(one);
        return new RevocationSet(more);
    }

    /** What revokes the token, as a reason for the log, or null. */
    @Nullable String reasonAgainst(Revocable token) {
        OfOneIssuer its = byIssuer.get(token.issuer());
        return its == null ? null : its.reasonAgainst(token);
    }

    private static final class OfOneIssuer {
        private final Set<String> jtis = new HashSet<>();
        private final Set<String> kids = new HashSet<>();
        private final Map<String, Double> subjects = new HashMap<>();
        private @Nullable Double everybody;

        void add(Revocation revocation) {
            switch (revocation) {
                case Revocation.ByJti(var _, var jti) -> jtis.add(jti);
                case Revocation.ByKid(var _, var kid) -> kids.add(kid);
                case Revocation.BySubject(var _, var subject, var before) ->
                        subjects.merge(subject, seconds(before), Math::max);
                case Revocation.ByIssuer(var _, var before) ->
                        everybody = later(everybody, seconds(before));
            }
        }

        @Nullable String reasonAgainst(Revocable token) {
            if (token.jti() != null && jtis.contains(token.jti())) {
                return "revoked by jti";
            }
            if (token.kid() != null && kids.contains(token.kid())) {
                return "revoked by kid";
            }
            Double before = token.subject() == null ? null : subjects.get(token.subject());
            if (before != null && token.issuedAt() <= before) {
                return "revoked by subject";
            }
            return everybody != null && token.issuedAt() <= everybody ? "revoked by issuer" : null;
        }

        private static double later(@Nullable Double known, double seconds) {
            return known == null ? seconds : Math.max(known, seconds);
        }

        private static double seconds(Instant instant) {
            return instant.getEpochSecond() + instant.getNano() / 1e9;
        }
    }
}
