package io.raygate.admin;

import static io.raygate.admin.AdminScope.ADMIN_READ;
import static io.raygate.admin.AdminScope.AUDIT_READ;
import static io.raygate.admin.AdminScope.CONFIG_WRITE;
import static io.raygate.admin.AdminScope.KEYS_WRITE;
import static io.raygate.admin.AdminScope.RAY_READ;
import static io.raygate.admin.AdminScope.ROLLOUTS_WRITE;
import static io.raygate.admin.AdminScope.SELF_KEYS;
import static io.raygate.admin.AdminScope.SELF_READ;
import static io.raygate.admin.AdminScope.SPLITS_WRITE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A named set of admin scopes (S-89). */
enum Role {
    OWNER(ADMIN_READ, KEYS_WRITE, SPLITS_WRITE, ROLLOUTS_WRITE, CONFIG_WRITE, RAY_READ, AUDIT_READ),
    OPERATOR(ADMIN_READ, SPLITS_WRITE, ROLLOUTS_WRITE, CONFIG_WRITE, RAY_READ, AUDIT_READ),
    PROVISIONER(ADMIN_READ, KEYS_WRITE),
    AUDITOR(ADMIN_READ, AUDIT_READ),
    /** For the keys of one tenant only, within the credential's own grants. */
    TENANT(SELF_READ, SELF_KEYS);

    @SuppressWarnings("ImmutableEnumChecker") // a copy
    private final List<AdminScope> scopes;

    Role(AdminScope... scopes) {
        this.scopes = List.of(scopes);
    }

    List<AdminScope> scopes() {
        return scopes;
    }

    boolean hasAnyOf(Set<AdminScope> wanted) {
        return scopes.stream().anyMatch(wanted::contains);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
