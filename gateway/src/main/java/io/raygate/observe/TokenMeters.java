package io.raygate.observe;

import io.raygate.exchange.Account;
import io.raygate.exchange.Usage;

/** Counts tokens by route and by the busiest tenants. */
final class TokenMeters {
    private static final String[] TYPES = {"input", "cached_input", "output", "reasoning"};

    private final Counts byRoute = new Counts();
    private final TenantMeters byTenant;

    TokenMeters(int namedTenants) {
        byTenant = new TenantMeters(Metric.TENANT_TOKENS, namedTenants, TYPES);
    }

    void count(Account account, Usage usage) {
        add(account, 0, usage.input());
        add(account, 1, usage.cachedInput());
        add(account, 2, usage.output());
        add(account, 3, usage.reasoning());
    }

    private void add(Account account, int type, long tokens) {
        if (tokens == 0) {
            return;
        }
        byRoute.add(account.route == null ? "" : account.route, TYPES[type], tokens);
        if (account.tenant != null) {
            byTenant.count(account.tenant, type, tokens);
        }
    }

    void read(Samples into) {
        byRoute.read(into, Metric.TOKENS);
        byTenant.read(into);
    }
}
