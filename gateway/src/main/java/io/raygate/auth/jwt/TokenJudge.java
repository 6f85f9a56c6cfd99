package io.raygate.auth.jwt;

import io.raygate.auth.Grants;
import io.raygate.auth.Principal;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.Tenants;

/**
 * Judges a token in the order of security.md, section 6: size, shape, header, key, signature,
 * claims. Everything up to the key is cheap; the rest is done for a candidate only.
 */
final class TokenJudge {
    private final JwtSettings settings;
    private final Signatures signatures;
    private final Tenants tenants;

    TokenJudge(JwtSettings settings, Signatures signatures, Tenants tenants) {
        this.settings = settings;
        this.signatures = signatures;
        this.tenants = tenants;
    }

    /** Everything before the signature. */
    Opening open(String token) {
        return switch (TokenGate.open(token)) {
            case Checked.Failed<UnverifiedToken>(var reason) -> new Opening.Refused(reason);
            case Checked.Passed<UnverifiedToken>(var read) -> ofItsIssuer(read);
        };
    }

    private Opening ofItsIssuer(UnverifiedToken token) {
        String iss = token.claims().text("iss");
        JwtIssuer issuer = iss == null ? null : settings.issuers().get(iss);
        if (issuer == null) {
            return new Opening.Refused("iss missing or not configured");
        }
        if (!issuer.algorithms().contains(token.header().algorithm())) {
            return new Opening.Refused("alg not allowed for the issuer");
        }
        KeySet keys = issuer.keys().current();
        if (keys == null) {
            return new Opening.WithoutKeys(issuer);
        }
        return keys.lacks(token.header())
                ? new Opening.UnknownKid(issuer.keys())
                : withItsKey(token, issuer, keys);
    }

    private static Opening withItsKey(UnverifiedToken token, JwtIssuer issuer, KeySet keys) {
        return switch (keys.choose(token.header(), issuer.allowMissingKid())) {
            case Checked.Failed<VerificationKey>(var reason) -> new Opening.Refused(reason);
            case Checked.Passed<VerificationKey>(var key) ->
                    new Opening.Candidate(token, issuer, keys, key);
        };
    }

    /**
     * Signature and claims; may take milliseconds without a native provider.
     *
     * @param nowMillis wall clock
     */
    Verdict judge(Opening.Candidate candidate, long nowMillis) {
        if (!signatures.verify(candidate.key(), candidate.token())) {
            return Verdict.bad(RejectionCode.INVALID_TOKEN, "signature wrong");
        }
        JwtIssuer issuer = candidate.issuer();
        ClaimRules rules = new ClaimRules(issuer, nowMillis);
        if (rules.isEarly(candidate.token().claims())) {
            return new Verdict.Bad(
                    Rejection.of(RejectionCode.INVALID_TOKEN, "token not valid yet"), false);
        }
        Checked<Verdict> verdict =
                rules.check(candidate.token())
                        .then(
                                exp ->
                                        issuer.mapping()
                                                .read(candidate.token().claims())
                                                .then(
                                                        read ->
                                                                timely(
                                                                        candidate, read, exp,
                                                                        nowMillis)));
        return switch (verdict) {
            case Checked.Passed<Verdict>(var passed) -> passed;
            case Checked.Failed<Verdict>(var reason) ->
                    Verdict.bad(RejectionCode.INVALID_TOKEN, reason);
        };
    }

    /** Only a token with no other fault may be told that it is merely expired. */
    private Checked<Verdict> timely(
            Opening.Candidate candidate,
            ClaimMapping.Identity identity,
            double exp,
            long nowMillis) {
        long until = (long) (exp * 1000) + candidate.issuer().skew().toMillis();
        return Checked.passed(
                nowMillis < until
                        ? good(candidate, identity, until)
                        : Verdict.bad(RejectionCode.TOKEN_EXPIRED, "token expired"));
    }

    private Verdict good(Opening.Candidate candidate, ClaimMapping.Identity identity, long until) {
        Tenant tenant = tenants.find(identity.tenant());
        if (tenant == null) {
            return Verdict.UNKNOWN_TENANT;
        }
        String id = candidate.token().claims().text("jti");
        Principal principal =
                new Principal(
                        tenant,
                        identity.principal(),
                        candidate.issuer().method(),
                        id == null ? "" : id,
                        identity.scopes(),
                        Grants.ALL,
                        until);
        return new Verdict.Good(principal, until, Revocable.of(candidate));
    }
}
