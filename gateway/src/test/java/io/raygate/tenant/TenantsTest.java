package io.raygate.tenant;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S-52: which tenants are known, and how strict each is, at this moment. */
class TenantsTest {
    private final Tenants tenants = new Tenants();

    private static Tenant tenant(String id, boolean suspended) {
        return new Tenant(new TenantId(id), suspended);
    }

    private static TenantWords words(String id, boolean suspended) {
        return new TenantWords(new TenantId(id), suspended);
    }

    @Test
    void knowsThoseOfTheFileAndThoseOfTheStore() {
        tenants.declare(List.of(words("acme", false)));
        tenants.store(List.of(words("globex", true)));
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", false));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", true));
        assertThat(tenants.find("initech")).isNull();
    }

    @Test
    void whoIsSuspendedInOneIsSuspended() {
        tenants.declare(List.of(words("acme", true), words("globex", false)));
        tenants.store(List.of(words("acme", false)));
        tenants.store(List.of(words("globex", true)));
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", true));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", true));
        tenants.store(List.of(words("globex", false)));
        assertThat(tenants.find("globex")).isEqualTo(tenant("globex", false));
    }

    @Test
    void isTheSameObjectUntilItChanges() {
        tenants.declare(List.of(words("acme", false)));
        Tenant first = tenants.find("acme");
        tenants.declare(List.of(words("acme", false), words("globex", false)));
        tenants.store(List.of(words("acme", false)));
        tenants.narrow(List.of(words("acme", false)));
        assertThat(tenants.find("acme")).isSameAs(first);
        tenants.store(List.of(words("acme", true)));
        assertThat(tenants.find("acme")).isNotEqualTo(first);
    }

    @Test
    void isKnownUntilItIsInNeither() {
        tenants.declare(List.of(words("acme", false)));
        tenants.store(List.of(words("acme", false)));
        tenants.declare(List.of());
        assertThat(tenants.find("acme")).isNotNull();
        tenants.forget("acme");
        assertThat(tenants.find("acme")).isNull();
    }

    @Test
    void aSuspensionOfTheFileIsLiftedWithTheSwapAndNotBefore() {
        tenants.declare(List.of(words("acme", true)));
        tenants.store(List.of(words("acme", false)));
        tenants.narrow(List.of());
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", true));
        tenants.declare(List.of());
        assertThat(tenants.find("acme")).isEqualTo(tenant("acme", false));
    }

    @Test
    void whatTheNextConfigurationTakesAwayGoesBeforeItAndWhatItGivesComesAfter() {
        tenants.declare(List.of(words("kept", false), words("gone", false), words("back", true)));
        tenants.store(List.of(words("stored", false)));
        List<TenantWords> next =
                List.of(
                        words("kept", true),
                        words("back", false),
                        words("new", false),
                        words("stored", true));
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

    private static TenantWords words(String id, String limits, String parent) {
        return new TenantWords(new TenantId(id), false, word(limits), word(parent));
    }

    private static @Nullable String word(String text) {
        return text.isEmpty() ? null : text;
    }

    private List<String> agreed(String id) {
        return requireNonNull(tenants.find(id)).limits().stream()
                .map(agreed -> agreed.tenant() + ":" + agreed.set())
                .toList();
    }

    @Test
    void whatWasAgreedWithThoseAboveHoldsForThoseBelow() {
        tenants.declare(List.of(words("house", "wide", "")));
        tenants.store(List.of(words("low", "narrow", "mid"), words("mid", "", "house")));
        assertThat(agreed("low")).containsExactly("low:narrow", "house:wide");
        assertThat(agreed("mid")).containsExactly("house:wide");
        tenants.store(List.of(words("mid", "middle", "")));
        assertThat(agreed("low")).containsExactly("low:narrow", "mid:middle");
        tenants.declare(List.of(words("house", "wide", ""), words("mid", "", "house")));
        assertThat(agreed("low")).containsExactly("low:narrow", "mid:middle", "house:wide");
    }

    @Test
    void theFileSaysWhatWasAgreedWhereItSaysAnything() {
        tenants.declare(List.of(words("acme", "file", ""), words("globex", "", "")));
        tenants.store(List.of(words("acme", "store", "globex"), words("globex", "store", "")));
        assertThat(agreed("acme")).containsExactly("acme:file", "globex:store");
        tenants.store(List.of(words("globex", "other", "")));
        assertThat(agreed("acme")).containsExactly("acme:file", "globex:other");
        tenants.declare(List.of(words("globex", "", "")));
        assertThat(agreed("acme")).containsExactly("acme:store", "globex:other");
    }

    /** Limits of the file are those of a tenant of the file alone where the parent is there too. */
    @Test
    void whatTheStoreSaysOfAParentOfTheFileHoldsForThoseBelow() {
        tenants.declare(List.of(words("acme", "", "house"), words("house", "", "")));
        assertThat(agreed("acme")).isEmpty();
        tenants.store(List.of(words("house", "wide", "")));
        assertThat(agreed("acme")).containsExactly("house:wide");
        tenants.forget("house");
        assertThat(agreed("acme")).isEmpty();
    }

    /** Else a file that loses a parent would free all below it. */
    @Test
    void aParentThatIsNotThereIsNotOneWithoutLimits() {
        tenants.store(List.of(words("acme", "own", "house")));
        assertThat(agreed("acme")).containsExactly("acme:own", "acme:" + Tenant.Agreed.UNKNOWN);
        tenants.declare(List.of(words("house", "wide", "")));
        assertThat(agreed("acme")).containsExactly("acme:own", "house:wide");
        tenants.narrow(List.of());
        assertThat(agreed("acme")).containsExactly("acme:own", "acme:" + Tenant.Agreed.UNKNOWN);
    }

    @Test
    void aCircleOfFileAndStoreCountsEachOnce() {
        tenants.declare(List.of(words("a", "one", "b"), words("b", "two", "")));
        tenants.store(List.of(words("b", "", "a")));
        assertThat(agreed("a")).containsExactly("a:one", "b:two");
        assertThat(agreed("b")).containsExactly("b:two", "a:one");
    }

    @Test
    void aParentOfTheNextConfigurationCountsWhileItIsSwappedIn() {
        tenants.declare(List.of(words("acme", "own", "")));
        List<TenantWords> next = List.of(words("acme", "own", "house"), words("house", "wide", ""));
        tenants.narrow(next);
        assertThat(tenants.find("house")).isNull();
        assertThat(agreed("acme")).containsExactly("acme:own", "house:wide");
        tenants.declare(next);
        assertThat(agreed("acme")).containsExactly("acme:own", "house:wide");
    }
}
