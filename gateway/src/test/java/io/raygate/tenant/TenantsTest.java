package io.raygate.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** S-52: which tenants are known, and how strict each is, at this moment. */
class TenantsTest {
    private final Tenants tenants = new Tenants();

    private static Tenant tenant(String id, boolean suspended) {
        return new Tenant(new TenantId(id), suspended);
    }

    @Test
    void knowsThoseOfTheFileAndThoseOfTheStore() {
        tenants.declare(List.of(tenant("acme", false)));
        tenants.store(tenant("globex", true));
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", false));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", true));
        assertThat(tenants.find("initech")).isNull();
    }

    @Test
    void whoIsSuspendedInOneIsSuspended() {
        tenants.declare(List.of(tenant("acme", true), tenant("globex", false)));
        tenants.store(tenant("acme", false));
        tenants.store(tenant("globex", true));
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", true));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", true));
        tenants.store(tenant("globex", false));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", false));
    }

    @Test
    void isTheSameObjectUntilItChanges() {
        tenants.declare(List.of(tenant("acme", false)));
        Tenant first = tenants.find("acme");
        tenants.declare(List.of(tenant("acme", false), tenant("globex", false)));
        tenants.store(tenant("acme", false));
        tenants.narrow(List.of(tenant("acme", false)));
        assertThat(tenants.find("acme")).isSameAs(first);
        tenants.store(tenant("acme", true));
        assertThat(tenants.find("acme")).isNotEqualTo(first);
    }

    @Test
    void isKnownUntilItIsInNeither() {
        tenants.declare(List.of(tenant("acme", false)));
        tenants.store(tenant("acme", false));
        tenants.declare(List.of());
        assertThat(tenants.find("acme")).isNotNull();
        tenants.forget("acme");
        assertThat(tenants.find("acme")).isNull();
    }

    @Test
    void aSuspensionOfTheFileIsLiftedWithTheSwapAndNotBefore() {
        tenants.declare(List.of(tenant("acme", true)));
        tenants.store(tenant("acme", false));
        tenants.narrow(List.of());
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", true));
        tenants.declare(List.of());
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", false));
    }

    @Test
    void whatTheNextConfigurationTakesAwayGoesBeforeItAndWhatItGivesComesAfter() {
        tenants.declare(
                List.of(tenant("kept", false), tenant("gone", false), tenant("back", true)));
        tenants.store(tenant("stored", false));
        List<Tenant> next =
                List.of(
                        tenant("kept", true),
                        tenant("back", false),
                        tenant("new", false),
                        tenant("stored", true));
        tenants.narrow(next);
        assertThat(tenants.find("kept")).isEqualTo(tenant("kept", true));
        assertThat(tenants.find("gone")).isNull();
        assertThat(tenants.find("back")).isEqualTo(tenant("back", true));
        assertThat(tenants.find("new")).isNull();
        assertThat(tenants.find("stored")).isEqualTo(tenant("stored", true));
        tenants.declare(next);
        assertThat(tenants.find("back")).isEqualTo(tenant("back", false));
        assertThat(tenants.find("new")).isEqualTo(tenant("new", false));
    }
}
