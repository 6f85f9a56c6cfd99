package io.raygate.admin;

/** What an admin credential may do (S-89). */
enum AdminScope {
    ADMIN_READ("admin:read"),
    KEYS_WRITE("keys:write"),
    SPLITS_WRITE("splits:write"),
    ROLLOUTS_WRITE("rollouts:write"),
    CONFIG_WRITE("config:write"),
    RAY_READ("ray:read"),
    AUDIT_READ("audit:read"),
    SELF_READ("self:read"),
    SELF_KEYS("self:keys");

    private final String word;

    AdminScope(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
