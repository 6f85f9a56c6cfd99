package io.raygate.auth;

import static io.raygate.auth.DecisionAssert.code;
import static io.raygate.auth.DecisionAssert.value;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.AddressRange;
import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.TenantId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S-63, S-67, S-68: who may go on, and in which order the refusals come. */
class AuthorizerTest {
    private static final String ADDRESS = "10.1.2.3";
    private static final TenantId ACME = new TenantId("acme");
    private static final Set<String> KEYS = Set.of("apiKeys");
    private static final Access CHAT = new Access("chat", Set.of(ACME), KEYS, Set.of("infer"));

    private final Authorizer authorizer = new Authorizer();

    private static Principal principal(String tenant, Set<String> scopes, Grants grants) {
        Tenant of = new Tenant(new TenantId(tenant), false);
        return new Principal(of, "ci", "apiKeys", "id", scopes, grants, Long.MAX_VALUE);
    }

    private static Grants from(String network, int bits) {
        return new Grants(
                Set.of(),
                Set.of(),
                List.of(requireNonNull(AddressRange.parse(network + "/" + bits))),
                null);
    }

    private RejectionCode refusal(Principal principal, Access access) {
        return code(authorizer.authorize(principal, ADDRESS, access));
    }

    @Test
    void letsAGrantedPrincipalPass() {
        Principal principal = principal("acme", Set.of("infer", "more"), Grants.ALL);
        assertThat(value(authorizer.authorize(principal, ADDRESS, CHAT))).isSameAs(principal);
    }

    @Test
    void allTenantsMayBeGranted() {
        Principal principal = principal("globex", Set.of(), Grants.ALL);
        Access open = new Access("open", null, KEYS, Set.of());
        assertThat(value(authorizer.authorize(principal, ADDRESS, open))).isSameAs(principal);
    }

    @Test
    void withoutARouteNothingIsThere() {
        assertThat(refusal(principal("acme", Set.of("infer"), Grants.ALL), Access.NONE))
                .isEqualTo(RejectionCode.NOT_FOUND);
    }

    @Test
    void anEmptyListOfTenantsIsNobody() {
        Access nobody = new Access("chat", Set.of(), KEYS, Set.of());
        assertThat(refusal(principal("acme", Set.of(), Grants.ALL), nobody))
                .isEqualTo(RejectionCode.NOT_FOUND);
    }

    @Test
    void anotherTenantLearnsNothingOfTheRouteNorItsScopes() {
        assertThat(refusal(principal("globex", Set.of(), Grants.ALL), CHAT))
                .isEqualTo(RejectionCode.NOT_FOUND);
    }

    @Test
    void aKeyOfOtherRoutesLearnsNothingEither() {
        Grants grants = new Grants(Set.of("vision"), Set.of(), List.of(), null);
        assertThat(refusal(principal("acme", Set.of("infer"), grants), CHAT))
                .isEqualTo(RejectionCode.NOT_FOUND);
        Access vision = new Access("vision", null, KEYS, Set.of());
        assertThat(authorizer.authorize(principal("acme", Set.of(), grants), ADDRESS, vision))
                .isNotNull();
    }

    /** S-68: who is not granted the route does not learn by which credentials it is reached. */
    @Test
    void aKindOfCredentialThatTheRouteDoesNotTakeIsToldToItsOwnTenantsOnly() {
        Access tokens = new Access("chat", Set.of(ACME), Set.of("jwt.corp"), Set.of("infer"));
        assertThat(refusal(principal("acme", Set.of("infer"), Grants.ALL), tokens))
                .isEqualTo(RejectionCode.INVALID_API_KEY);
        assertThat(refusal(principal("globex", Set.of("infer"), Grants.ALL), tokens))
                .isEqualTo(RejectionCode.NOT_FOUND);
        Principal alice =
                new Principal(
                        new Tenant(ACME, false),
                        "alice",
                        "jwt.corp",
                        "",
                        Set.of("infer"),
                        Grants.ALL,
                        0);
        assertThat(refusal(alice, CHAT)).isEqualTo(RejectionCode.INVALID_TOKEN);
        assertThat(value(authorizer.authorize(alice, ADDRESS, tokens))).isSameAs(alice);
    }

    @Test
    void everyScopeOfTheRouteIsNeeded() {
        Access both = new Access("chat", null, KEYS, Set.of("infer", "tune"));
        assertThat(refusal(principal("acme", Set.of("infer"), Grants.ALL), both))
                .isEqualTo(RejectionCode.INSUFFICIENT_SCOPE);
    }

    @Test
    void aSuspendedTenantIsRefusedAlikeEverywhere() {
        Tenant suspended = new Tenant(ACME, true);
        Principal principal =
                new Principal(suspended, "ci", "apiKeys", "id", Set.of(), Grants.ALL, 0);
        assertThat(refusal(principal, CHAT)).isEqualTo(RejectionCode.TENANT_SUSPENDED);
        assertThat(refusal(principal, Access.NONE)).isEqualTo(RejectionCode.TENANT_SUSPENDED);
    }

    @Test
    void aForeignAddressIsRefusedAlikeEverywhere() {
        Principal principal = principal("acme", Set.of("infer"), from("10.2.0.0", 16));
        assertThat(refusal(principal, CHAT)).isEqualTo(RejectionCode.ADDRESS_NOT_ALLOWED);
        assertThat(refusal(principal, Access.NONE)).isEqualTo(RejectionCode.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void anAddressOfTheKeysNetworkPasses() {
        Principal principal = principal("acme", Set.of("infer"), from("10.1.255.255", 16));
        assertThat(value(authorizer.authorize(principal, ADDRESS, CHAT))).isSameAs(principal);
        assertThat(value(authorizer.authorize(principal, "::ffff:10.1.9.9", CHAT)))
                .isSameAs(principal);
    }

    @Test
    void anAddressThatCannotBeReadLiesNowhere() {
        Principal principal = principal("acme", Set.of("infer"), from("0.0.0.0", 0));
        assertThat(code(authorizer.authorize(principal, "unknown", CHAT)))
                .isEqualTo(RejectionCode.ADDRESS_NOT_ALLOWED);
        assertThat(code(authorizer.authorize(principal, "2001:db8::1", CHAT)))
                .isEqualTo(RejectionCode.ADDRESS_NOT_ALLOWED);
    }
}
