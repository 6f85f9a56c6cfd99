package io.raygate.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.Fingerprints;
import io.raygate.auth.Principal;
import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.DeclaredKeys;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.exchange.Decision;
import io.raygate.tenant.Tenant;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sets of limits in the tables, and who names them, whatever the database. */
abstract class LimitCases {
    private static final Actor OWNER = new Actor("owner-1", "owner", "127.0.0.1", "r-1");
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));
    private static final String TWO = "{\"concurrency\":2}";
    private static final String THREE = "{\"concurrency\":3}";

    private final ManualClock clock = new ManualClock();
    private final Map<String, TenantRecord> declaredTenants = new HashMap<>();
    private final Map<String, LimitRecord> declaredLimits = new HashMap<>();
    private Store store;

    /** Of a database without any table, a new one for each test. */
    abstract StoreSettings settings();

    @BeforeEach
    void open() {
        store =
                Store.of(
                        settings(),
                        new Store.Parts(
                                clock,
                                new KeyGenerator(new SecureRandom()),
                                () -> PEPPERS,
                                () -> declaredTenants,
                                () -> declaredLimits,
                                sha256 -> false));
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private <T> Change<T> write(Function<Transaction, Change<T>> work) {
        return store.write(OWNER, false, work);
    }

    private <T> T done(Function<Transaction, Change<T>> work) {
        Change<T> change = write(work);
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done<T>) change).value();
    }

    private LimitRecord put(String name, String words) {
        return done(it -> it.limits().put(name, null, words));
    }

    private Optional<LimitRecord> found(String name) {
        return store.read(it -> it.limits().find(name));
    }

    private static TenantRecord.New tenant(
            String id, @Nullable String limits, @Nullable String parent) {
        return new TenantRecord.New(id, "", false, null, limits, parent, Map.of());
    }

    private TenantRecord made(String id, @Nullable String limits, @Nullable String parent) {
        return done(it -> it.tenants().create(tenant(id, limits, parent)));
    }

    private Change<TenantRecord> parent(String id, @Nullable String parent) {
        return write(
                it ->
                        it.tenants()
                                .change(
                                        id,
                                        null,
                                        was ->
                                                Change.done(
                                                        was.with(
                                                                "",
                                                                false,
                                                                null,
                                                                was.limits(),
                                                                parent,
                                                                Map.of()))));
    }

    private static KeyRecord.New key(String tenant, @Nullable String limits) {
        KeyGrants grants = new KeyGrants(List.of(), List.of(), List.of(), List.of(), limits);
        return new KeyRecord.New(
                "rg",
                tenant,
                null,
                new KeyRecord.Words("ci", "live", grants, "", List.of(), Map.of(), true, null));
    }

    private LimitRecord declared(String name) {
        return new LimitRecord(name, THREE, Instant.EPOCH, Instant.EPOCH, true, 0);
    }

    private static void isFault(Change<?> change, String pointer, String detail) {
        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.Invalid.class,
                        invalid ->
                                assertThat(invalid.faults().toString())
                                        .contains("pointer=" + pointer, detail));
    }

    private static void isConflict(Change<?> change, String detail) {
        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.Conflict.class,
                        conflict -> assertThat(conflict.detail()).contains(detail));
    }

    private List<String> audited() {
        return ((Change.Done<Page<AuditRecord>>)
                        store.<Change<Page<AuditRecord>>>read(
                                it -> it.audit().list(AuditFilter.ALL, 50, null)))
                .value().items().stream()
                        .map(entry -> entry.action() + " " + entry.target())
                        .toList();
    }

    @Test
    void aSetIsMadeChangedAndDeletedWithTheAuditOfIt() {
        LimitRecord made = put("trial", TWO);
        assertThat(made.createdAt()).isEqualTo(made.changedAt());
        assertThat(put("trial", TWO)).isEqualTo(made);
        clock.advance(Duration.ofMinutes(1));
        LimitRecord changed = put("trial", THREE);
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        assertThat(changed.changedAt()).isEqualTo(clock.instant());
        assertThat(found("trial")).contains(changed);
        assertThat(write(it -> it.limits().put("trial", made.revision(), TWO)))
                .isInstanceOf(Change.Stale.class);
        assertThat(write(it -> it.limits().delete("trial", made.revision())))
                .isInstanceOf(Change.Stale.class);
        done(it -> it.limits().delete("trial", changed.revision()));
        assertThat(found("trial")).isEmpty();
        assertThat(write(it -> it.limits().delete("trial", null)))
                .isInstanceOf(Change.Missing.class);
        assertThat(put("trial", TWO).revision()).isGreaterThan(changed.revision());
        assertThat(audited())
                .containsExactly(
                        "limit.create trial",
                        "limit.delete trial",
                        "limit.change trial",
                        "limit.create trial");
    }

    @Test
    void aListGoesByPagesWithThoseOfTheFile() {
        declaredLimits.put("b", declared("b"));
        declaredLimits.put("d", declared("d"));
        List.of("a", "c", "e").forEach(name -> put(name, TWO));
        Page<LimitRecord> first =
                ((Change.Done<Page<LimitRecord>>)
                                store.<Change<Page<LimitRecord>>>read(
                                        it -> it.limits().list(2, null)))
                        .value();
        Page<LimitRecord> rest =
                ((Change.Done<Page<LimitRecord>>)
                                store.<Change<Page<LimitRecord>>>read(
                                        it -> it.limits().list(5, first.nextCursor())))
                        .value();
        assertThat(first.items()).extracting(LimitRecord::name).containsExactly("a", "b");
        assertThat(rest.items()).extracting(LimitRecord::name).containsExactly("c", "d", "e");
        assertThat(rest.nextCursor()).isNull();
    }

    @Test
    void theWordOfTheFileCountsAndIsNotChangedHere() {
        put("trial", TWO);
        declaredLimits.put("trial", declared("trial"));
        assertThat(found("trial")).contains(declared("trial"));
        isConflict(write(it -> it.limits().put("trial", null, TWO)), "under limits.trial");
        made("acme", "trial", null);
        done(it -> it.limits().delete("trial", null));
        isConflict(write(it -> it.limits().delete("trial", null)), "under limits.trial");
    }

    @Test
    void aSetThatSomebodyNamesStaysAndTellsWho() {
        put("trial", TWO);
        made("acme", "trial", null);
        KeyRecord key = done(it -> it.keys().create(key("acme", "trial"))).key();
        Change<LimitRecord> refused = write(it -> it.limits().delete("trial", null));
        isConflict(refused, "the tenant acme, the key " + key.id() + " (ci)");
        done(it -> it.keys().revoke(key.id(), null, "gone"));
        done(it -> it.tenants().delete("acme", null));
        done(it -> it.limits().delete("trial", null));
    }

    @Test
    void aSetThatIsNotThereCannotBeNamed() {
        isFault(
                write(it -> it.tenants().create(tenant("acme", "trial", null))),
                "/limits",
                "no set");
        made("acme", null, null);
        isFault(write(it -> it.keys().create(key("acme", "trial"))), "/limits", "no set");
        KeyRecord key = done(it -> it.keys().create(key("acme", null))).key();
        isFault(
                write(
                        it ->
                                it.keys()
                                        .change(
                                                key.id(),
                                                null,
                                                _ -> Change.done(key("acme", "trial").words()))),
                "/limits",
                "no set");
        declaredLimits.put("trial", declared("trial"));
        done(
                it ->
                        it.keys()
                                .change(
                                        key.id(),
                                        null,
                                        _ -> Change.done(key("acme", "trial").words())));
        assertThat(store.read(it -> it.keys().find(key.id())).orElseThrow().words().grants())
                .isEqualTo(key("acme", "trial").words().grants());
    }

    @Test
    void parentsFormATreeOfAtMostFourLevels() {
        isFault(write(it -> it.tenants().create(tenant("b", null, "a"))), "/parent", "no tenant");
        isFault(write(it -> it.tenants().create(tenant("a", null, "a"))), "/parent", "a circle");
        made("a", null, null);
        made("b", null, "a");
        made("c", null, "b");
        made("d", null, "c");
        isFault(write(it -> it.tenants().create(tenant("e", null, "d"))), "/parent", "4 levels");
        isFault(parent("a", "d"), "/parent", "a circle");
        made("e", null, null);
        isFault(parent("a", "e"), "/parent", "4 levels");
        assertThat(parent("b", "e")).isInstanceOf(Change.Done.class);
        isConflict(write(it -> it.tenants().delete("e", null)), "the parent of b");
        assertThat(parent("b", null)).isInstanceOf(Change.Done.class);
        done(it -> it.tenants().delete("e", null));
    }

    @Test
    void tenantsOfTheFileAreParentsAsWell() {
        TenantRecord house =
                new TenantRecord(
                        "house", "", false, null, null, null, Map.of(), Instant.EPOCH, true, 0);
        declaredTenants.put("house", house);
        assertThat(made("acme", null, "house").parent()).isEqualTo("house");
    }

    /** A change counts here before whoever made it hears of it; a set before those who name it. */
    @Test
    void whatIsLookedUpFollowsEachChange() {
        Tenants tenants = new Tenants();
        FollowedLimits limits = new FollowedLimits();
        KeyRing ring = new KeyRing(clock, new Fingerprints(new SecureRandom()));
        put("early", TWO);
        try (LiveCredentials live =
                new LiveCredentials(
                        store,
                        new LiveCredentials.Parts(
                                ring,
                                tenants,
                                limits,
                                () -> PEPPERS,
                                _ -> {},
                                _ -> {},
                                clock,
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(10)))) {
            live.load();
            live.start();
            put("trial", TWO);
            made("house", "trial", null);
            made("acme", "early", "house");
            IssuedKey key = done(it -> it.keys().create(key("acme", "trial")));
            IssuedKey other = done(it -> it.keys().create(key("acme", null)));
            assertThat(limits.words).containsEntry("early", TWO).containsEntry("trial", TWO);
            assertThat(requireNonNull(tenants.find("acme")).limits())
                    .extracting(Tenant.Agreed::set)
                    .containsExactly("early", "trial");
            assertThat(limits(key, ring, tenants)).isEqualTo("trial");
            assertThat(limits(other, ring, tenants)).isNull();
            put("trial", THREE);
            assertThat(limits.words).containsEntry("trial", THREE);
            assertThat(parent("acme", null)).isInstanceOf(Change.Done.class);
            assertThat(requireNonNull(tenants.find("acme")).limits())
                    .extracting(Tenant.Agreed::set)
                    .containsExactly("early");
            done(it -> it.keys().revoke(key.key().id(), null, "gone"));
            done(it -> it.tenants().delete("house", null));
            done(it -> it.limits().delete("trial", null));
            assertThat(limits.words).containsOnlyKeys("early");
        }
    }

    private @Nullable String limits(IssuedKey key, KeyRing ring, Tenants tenants) {
        ApiKeyAuthenticator authenticator =
                new ApiKeyAuthenticator(
                        new KeyFormat("rg", List.of("live")),
                        new DeclaredKeys(List.of()),
                        new ApiKeyAuthenticator.Live(ring, tenants),
                        true,
                        clock);
        Decision<Principal> decision = authenticator.authenticate(Heads.withKey(key.secret()));
        assertThat(decision).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed<Principal>) decision).value().grants().limits();
    }
}
