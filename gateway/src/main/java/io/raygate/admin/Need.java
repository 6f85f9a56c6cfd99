package io.raygate.admin;

import java.util.Set;

/** What a caller must have for an operation. */
sealed interface Need {
    /** Nothing: the operation says nothing of this gateway. */
    record Nothing() implements Need {}

    /** The secret of the first login. */
    record BootstrapSecret() implements Need {}

    /** The signature of somebody whose public key the configuration has. */
    record ReportSignature() implements Need {}

    /** A good credential, whatever its role. */
    record AnyCredential() implements Need {}

    /** One of these scopes. */
    record OneOf(Set<AdminScope> scopes) implements Need {}

    /** The role {@code owner}, which no set of scopes makes up for. */
    record Owner() implements Need {}

    static Need oneOf(AdminScope... scopes) {
        return new OneOf(Set.of(scopes));
    }

    /** Whether a credential of this role has it. */
    default boolean isMetBy(Role role) {
        return switch (this) {
            case OneOf(var scopes) -> role.hasAnyOf(scopes);
            case Owner() -> role == Role.OWNER;
            case Nothing(), AnyCredential() -> true;
            case BootstrapSecret(), ReportSignature() -> false;
        };
    }
}
