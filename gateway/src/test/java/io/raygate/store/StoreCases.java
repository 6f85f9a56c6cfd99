package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Grants;
import io.raygate.auth.Principal;
import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.DeclaredKeys;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.auth.apikey.StoredKey;
import io.raygate.exchange.Decision;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import io.raygate.testing.Patience;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables make of changes, whatever the database. */
abstract class StoreCases {
    private static final Actor OWNER = new Actor("owner-1", "owner", "127.0.0.1", "r-1");
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));

    private final ManualClock clock = new ManualClock();
    private Store store;
    private Peppers inUse = PEPPERS;
    private final Set<Digest> declared = new HashSet<>();
    private final Map<String, TenantRecord> declaredTenants = new HashMap<>();
    private final Map<String, LimitRecord> declaredLimits = new HashMap<>();
    private final FollowedLimits limits = new FollowedLimits();

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
                                () -> inUse,
                                () -> declaredTenants,
                                () -> declaredLimits,
                                declared::contains));
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TenantRecord tenant(String id, @Nullable Duration maxKeyLife) {
        return done(
                store.write(
                        OWNER,
                        false,
                        it ->
                                it.tenants()
                                        .create(
                                                new TenantRecord.New(
                                                        id,
                                                        "",
                                                        false,
                                                        maxKeyLife,
                                                        null,
                                                        null,
                                                        Map.of()))));
    }

    private static KeyRecord.New key(String tenant) {
        return key(tenant, null);
    }

    private static KeyRecord.New key(String tenant, @Nullable Instant expiresAt) {
        return new KeyRecord.New(
                "rg",
                tenant,
                null,
                new KeyRecord.Words(
                        "ci",
                        "live",
                        new KeyGrants(List.of("infer"), List.of(), List.of(), List.of()),
                        "alice",
                        List.of("blue"),
                        Map.of("ticket", "7"),
                        true,
                        expiresAt));
    }

    private IssuedKey issued(String tenant) {
        return done(store.write(OWNER, false, it -> it.keys().create(key(tenant))));
    }

    private Optional<KeyRecord> found(String id) {
        return store.read(it -> it.keys().find(id));
    }

    private static <T> T done(Change<T> change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        return ((Change.Done<T>) change).value();
    }

    @Test
    void aKeyIsFoundByItsWholeTextAndByNothingLess() {
        tenant("acme", null);
        IssuedKey key = issued("acme");
        String other = new KeyGenerator(new SecureRandom()).next("rg", "live");
        assertThat(store.<Boolean>read(it -> it.keyChecks().verify(key.secret()).isPresent()))
                .isTrue();
        assertThat(store.<Boolean>read(it -> it.keyChecks().verify(other).isPresent())).isFalse();
        assertThat(store.read(it -> it.keys().find(key.key().id())).orElseThrow())
                .isEqualTo(key.key());
    }

    @Test
    void aKeyOfATenantWithABoundedLifeEndsInTime() {
        tenant("acme", Duration.ofDays(30));
        assertThat(issued("acme").key().words().expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void rotationLetsTheOldKeyGoOnForTheOverlap() {
        tenant("acme", null);
        KeyRecord old = issued("acme").key();
        IssuedKey next =
                done(
                        store.write(
                                OWNER,
                                false,
                                it -> it.keys().rotate(old.id(), null, Duration.ofHours(1), "rg")));
        assertThat(next.key().rotatedFrom()).isEqualTo(old.id());
        assertThat(next.key().words().grants()).isEqualTo(old.words().grants());
        KeyRecord after = store.read(it -> it.keys().find(old.id())).orElseThrow();
        assertThat(after.words().expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(after.isActive(clock.instant())).isTrue();
    }

    /** Its life was cut by the first rotation: a second one would make a key that ends as soon. */
    @Test
    void aKeyIsRotatedOnce() {
        tenant("acme", null);
        KeyRecord old = issued("acme").key();
        IssuedKey next = done(rotate(old.id()));
        assertThat(rotate(old.id()))
                .isInstanceOfSatisfying(
                        Change.Conflict.class,
                        conflict -> assertThat(conflict.detail()).contains(next.key().id()));
        assertThat(done(rotate(next.key().id())).key().words().expiresAt()).isNull();
    }

    private Change<IssuedKey> rotate(String id) {
        return store.write(
                OWNER, false, it -> it.keys().rotate(id, null, Duration.ofHours(1), "rg"));
    }

    /** A tenant may be in the file and in the store: the stricter holds in each point. */
    @Test
    void aTenantThatTheFileDeclaresTooKeepsWhatTheStoreSays() {
        tenant("acme", Duration.ofDays(30));
        declaredTenants.put("acme", declared("acme", true, null));
        declaredTenants.put("globex", declared("globex", false, Duration.ofDays(1)));
        TenantRecord both = store.read(it -> it.tenants().find("acme")).orElseThrow();
        assertThat(both.maxKeyLife()).isEqualTo(Duration.ofDays(30));
        assertThat(both.suspended()).isTrue();
        assertThat(both.declared()).isTrue();
        assertThat(both.createdAt()).isEqualTo(clock.instant());
        Page<TenantRecord> page = done(store.read(it -> it.tenants().list(10, null)));
        assertThat(page.items()).hasSize(2).contains(both);
        declaredTenants.put("acme", declared("acme", false, Duration.ofDays(7)));
        TenantRecord changed =
                done(
                        store.write(
                                OWNER,
                                false,
                                it ->
                                        it.tenants()
                                                .change(
                                                        "acme",
                                                        both.revision(),
                                                        was ->
                                                                Change.done(
                                                                        was.with(
                                                                                "n",
                                                                                false,
                                                                                was.maxKeyLife(),
                                                                                null,
                                                                                null,
                                                                                Map.of())))));
        assertThat(changed.name()).isEqualTo("n");
        assertThat(changed.suspended()).isFalse();
        assertThat(changed.maxKeyLife()).isEqualTo(Duration.ofDays(7));
        assertThat(store.write(OWNER, false, it -> it.tenants().delete("globex", null)))
                .isInstanceOf(Change.Conflict.class);
    }

    private static TenantRecord declared(String id, boolean suspended, @Nullable Duration life) {
        return new TenantRecord(
                id, "", suspended, life, null, null, Map.of(), Instant.EPOCH, true, 0);
    }

    @Test
    void aDryRunAnswersTheSameAndKeepsNothing() {
        tenant("acme", null);
        IssuedKey key = done(store.write(OWNER, true, it -> it.keys().create(key("acme"))));
        assertThat(found(key.key().id())).isEmpty();
        assertThat(verdict()).isEqualTo(new AuditVerdict.Intact(1, head()));
    }

    @Test
    void aChangeOfAnotherRevisionIsStale() {
        TenantRecord tenant = tenant("acme", null);
        assertThat(
                        store.write(
                                OWNER,
                                false,
                                it -> it.tenants().delete("acme", tenant.revision() + 1)))
                .isInstanceOf(Change.Stale.class);
    }

    @Test
    void aTenantWithActiveKeysIsNotDeleted() {
        tenant("acme", null);
        KeyRecord key = issued("acme").key();
        assertThat(store.write(OWNER, false, it -> it.tenants().delete("acme", null)))
                .isInstanceOf(Change.Conflict.class);
        done(store.write(OWNER, false, it -> it.keys().revoke(key.id(), null, "leaked")));
        done(store.write(OWNER, false, it -> it.tenants().delete("acme", null)));
        Optional<TenantRecord> gone = store.read(it -> it.tenants().find("acme"));
        assertThat(gone).isEmpty();
    }

    private AuditVerdict verdict() {
        return store.read(it -> it.audit().verify());
    }

    private String head() {
        return ((AuditVerdict.Intact) verdict()).head();
    }

    /** Nobody has to look for what changed nothing. */
    @Test
    void anEntryOfTheAuditAloneIsNoRevision() throws SQLException {
        tenant("acme", null);
        long before = revision();
        store.audit(OWNER, audit -> audit.denied("key.revoke", "k"));
        assertThat(revision()).isEqualTo(before);
        assertThat(verdict()).isInstanceOf(AuditVerdict.Intact.class);
        tenant("other", null);
        assertThat(verdict())
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class, it -> assertThat(it.entries()).isEqualTo(3));
    }

    private long revision() throws SQLException {
        try (Connection connection = store.database().connection()) {
            return new Revisions(new Sql(connection)).current().revision();
        }
    }

    /** S-92: what was changed, taken out or cut off shows. */
    @Test
    void theAuditTellsWhichEntryWasTamperedWith() {
        tenant("acme", null);
        issued("acme");
        issued("acme");
        assertThat(verdict()).isEqualTo(new AuditVerdict.Intact(3, head()));
        tamper("UPDATE audit SET actor = 'mallory' WHERE entry = 2");
        assertThat(verdict()).isInstanceOf(AuditVerdict.Broken.class);
        tamper("UPDATE audit SET actor = 'owner-1' WHERE entry = 2");
        assertThat(verdict()).isInstanceOf(AuditVerdict.Intact.class);
        tamper("DELETE FROM audit WHERE entry = 3");
        assertThat(verdict())
                .isEqualTo(new AuditVerdict.Broken(3, "is missing, or is one too many"));
        tamper("DELETE FROM audit WHERE entry = 1");
        assertThat(verdict()).isEqualTo(new AuditVerdict.Broken(1, "is missing"));
    }

    private void tamper(String sql) {
        try (var connection = store.database().connection()) {
            new Sql(connection).update(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWrongOrMissingPepperIsNamed() {
        assertThat(store.take(PEPPERS)).isEmpty();
        tenant("acme", null);
        issued("acme");
        assertThat(store.take(new Peppers(List.of(new Pepper(1, "q".repeat(32))))))
                .containsExactly(
                        "pepper 1 is not the one that the keys of the store were made with; put that one back");
        assertThat(store.take(new Peppers(List.of(new Pepper(2, "q".repeat(32))))))
                .containsExactly(
                        "pepper 1 is missing: 1 keys of the store were made with it; keep it until they were used with a newer one, have expired or are revoked");
    }

    /** An expired key opens nothing: it holds back no pepper, and is not woken without it. */
    @Test
    void aPepperMayGoOnceItsKeysHaveExpired() {
        store.take(PEPPERS);
        tenant("acme", Duration.ofDays(1));
        KeyRecord key = issued("acme").key();
        Peppers next = new Peppers(List.of(new Pepper(2, "q".repeat(32))));
        assertThat(store.take(next)).isNotEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(store.take(next)).isEmpty();
        inUse = next;
        assertThat(extended(key))
                .isInstanceOfSatisfying(
                        Change.Conflict.class,
                        conflict ->
                                assertThat(conflict.detail())
                                        .contains("pepper 1", "create a new one"));
        inUse = PEPPERS;
        assertThat(extended(key)).isInstanceOf(Change.Done.class);
    }

    private Change<KeyRecord> extended(KeyRecord key) {
        KeyRecord.Words words = key.words();
        return store.write(
                OWNER,
                true,
                it -> {
                    it.tenants()
                            .change(
                                    "acme",
                                    null,
                                    tenant ->
                                            Change.done(
                                                    tenant.with(
                                                            "", false, null, null, null,
                                                            Map.of())));
                    return it.keys()
                            .change(
                                    key.id(),
                                    null,
                                    _ ->
                                            Change.done(
                                                    new KeyRecord.Words(
                                                            words.name(),
                                                            words.environment(),
                                                            words.grants(),
                                                            words.owner(),
                                                            words.tags(),
                                                            words.meta(),
                                                            true,
                                                            clock.instant()
                                                                    .plus(Duration.ofDays(9)))));
                });
    }

    @Test
    void aKeyThatIsRotatedEndsInAYearOfFourDigits() {
        tenant("acme", null);
        Instant end = Instant.parse("9999-06-01T00:00:00Z");
        KeyRecord.New ending = key("acme", end);
        KeyRecord old = done(store.write(OWNER, false, it -> it.keys().create(ending))).key();
        clock.advance(Duration.ofDays(365));
        KeyRecord next =
                done(store.write(
                                OWNER,
                                false,
                                it -> it.keys().rotate(old.id(), null, Duration.ZERO, "rg")))
                        .key();
        assertThat(next.words().expiresAt()).isEqualTo("9999-12-31T23:59:59.999Z");
    }

    /** As those of a tenant of the file that was taken out of it. */
    @Test
    void keysThatATenantLeftDoNotOpenForAnotherOfItsName() {
        tenant("acme", null);
        KeyRecord key = issued("acme").key();
        tamper("DELETE FROM tenants WHERE id = 'acme'");
        TenantRecord.New again =
                new TenantRecord.New("acme", "", false, null, null, null, Map.of());
        assertThat(store.write(OWNER, false, it -> it.tenants().create(again)))
                .isInstanceOfSatisfying(
                        Change.Conflict.class,
                        conflict ->
                                assertThat(conflict.detail())
                                        .contains("1 keys of an earlier tenant acme", "revoke"));
        done(store.write(OWNER, false, it -> it.keys().revoke(key.id(), null, "left")));
        done(store.write(OWNER, false, it -> it.tenants().create(again)));
    }

    /** Else the same key, declared in the file, would open again one day. */
    @Test
    void aRevokedKeyIsNeverForgotten() {
        tenant("acme", null);
        IssuedKey key = issued("acme");
        done(store.write(OWNER, false, it -> it.keys().revoke(key.key().id(), null, "lost")));
        clock.advance(Duration.ofDays(400));
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            StoredKey declared =
                    new StoredKey(
                            "ci",
                            "acme",
                            new CredentialHash()
                                    .of(key.secret().getBytes(StandardCharsets.US_ASCII)),
                            StoredKey.UNPEPPERED,
                            Set.of(),
                            Grants.ALL,
                            Long.MAX_VALUE,
                            null,
                            true);
            assertThat(authenticate(key.secret(), declared)).isInstanceOf(Decision.Refuse.class);
            tamper("DELETE FROM api_keys");
            tamper("UPDATE changes SET epoch = 'another'");
            live.load();
            assertThat(authenticate(key.secret(), declared)).isInstanceOf(Decision.Proceed.class);
        }
    }

    private final KeyRing ring = new KeyRing(clock, new Fingerprints(new SecureRandom()));
    private final Tenants tenants = new Tenants();
    private final List<Boolean> answers = new CopyOnWriteArrayList<>();
    private final List<List<RevocationRecord>> revoked = new ArrayList<>();

    /** Else a key made between the check of new peppers and their use would be read by neither. */
    @Test
    void aChangeMeanwhileLeavesThePeppersThatAreBeingRolledOut() {
        tenant("acme", null);
        Peppers both = new Peppers(List.of(new Pepper(2, "q".repeat(32)))).with(PEPPERS);
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            live.start();
            ring.peppers(both);
            issued("acme");
            assertThat(ring.peppers()).isEqualTo(both);
            live.peppers(both);
            live.peppers(PEPPERS);
            assertThat(ring.peppers()).isEqualTo(PEPPERS);
        }
    }

    private LiveCredentials live(Peppers peppers) {
        return live(peppers, revoked::add);
    }

    private LiveCredentials live(Peppers peppers, Consumer<List<RevocationRecord>> revocations) {
        return new LiveCredentials(
                store,
                new LiveCredentials.Parts(
                        ring,
                        tenants,
                        limits,
                        () -> peppers,
                        revocations,
                        answers::add,
                        clock,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10)));
    }

    private Decision<Principal> authenticate(String key, StoredKey... declared) {
        ApiKeyAuthenticator authenticator =
                new ApiKeyAuthenticator(
                        new KeyFormat("rg", List.of("live")),
                        new DeclaredKeys(List.of(declared)),
                        new ApiKeyAuthenticator.Live(ring, tenants),
                        true,
                        clock);
        return authenticator.authenticate(Heads.withKey(key));
    }

    /** S-64: on the way of a request it is only noted. */
    @Test
    void whenAKeyWasLastUsedIsWrittenLater() {
        tenant("acme", null);
        IssuedKey key = issued("acme");
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            assertThat(authenticate(key.secret())).isInstanceOf(Decision.Proceed.class);
            assertThat(found(key.key().id()).orElseThrow().lastUsedAt()).isNull();
        }
        assertThat(found(key.key().id()).orElseThrow().lastUsedAt()).isEqualTo(clock.instant());
    }

    /** S-59: a key that is used gets a digest by the newest pepper, and still opens. */
    @Test
    void aDigestOfAnOlderPepperIsRenewedByUse() {
        tenant("acme", null);
        IssuedKey key = issued("acme");
        Pepper newer = new Pepper(2, "q".repeat(32));
        try (LiveCredentials live =
                live(new Peppers(List.of(new Pepper(1, "p".repeat(32)), newer)))) {
            live.load();
            assertThat(authenticate(key.secret())).isInstanceOf(Decision.Proceed.class);
        }
        assertThat(found(key.key().id()).orElseThrow().pepper()).isEqualTo(2);
        try (LiveCredentials live = live(new Peppers(List.of(newer)))) {
            live.load();
            assertThat(authenticate(key.secret())).isInstanceOf(Decision.Proceed.class);
            assertThat(ring.countsByPepper()).containsEntry(2, 1L);
        }
    }

    /** S-64: of a key made elsewhere only the SHA-256 is known, and it may have any shape. */
    @Test
    void anImportedKeyOpensByItsHashUntilItIsRevoked() {
        tenant("acme", null);
        String foreign = "sk-made-elsewhere";
        Digest hash = new CredentialHash().of(foreign.getBytes(StandardCharsets.US_ASCII));
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            live.start();
            KeyRecord key =
                    done(store.write(OWNER, false, it -> it.keys().importHash(key("acme"), hash)));
            assertThat(authenticate(foreign)).isInstanceOf(Decision.Proceed.class);
            assertThat(store.write(OWNER, false, it -> it.keys().importHash(key("acme"), hash)))
                    .isInstanceOf(Change.Conflict.class);
            done(store.write(OWNER, false, it -> it.keys().revoke(key.id(), null, "gone")));
            assertThat(authenticate(foreign)).isInstanceOf(Decision.Refuse.class);
        }
    }

    @Test
    void aHashThatStandsInTheFileCannotBeImported() {
        Digest hash = new Digest(1, 2, 3, 4);
        declared.add(hash);
        tenant("acme", null);
        assertThat(store.write(OWNER, false, it -> it.keys().importHash(key("acme"), hash)))
                .isEqualTo(
                        new Change.Conflict<>(
                                "a key with this hash stands in the configuration file"));
    }

    private RevocationRecord revocation(String jti, @Nullable Instant end) {
        RevocationRecord.New asked =
                new RevocationRecord.New("corp", RevocationRecord.Kind.JTI, jti, null, "lost", end);
        return done(store.write(OWNER, false, it -> it.revocations().add(asked)));
    }

    /** There may be many of them, and each change of anything else would read them all. */
    @Test
    void revocationsAreReadAnewOnlyWhereTheyAreOthers() {
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            assertThat(revoked).hasSize(1);
            tenant("acme", null);
            issued("acme");
            live.load();
            assertThat(revoked).hasSize(1);
            RevocationRecord lifted = revocation("t-1", null);
            revocation("t-2", clock.instant().plusSeconds(60));
            live.load();
            assertThat(revoked.getLast()).hasSize(2);
            done(store.write(OWNER, false, it -> it.revocations().lift(lifted.id())));
            live.load();
            assertThat(revoked.getLast()).hasSize(1);
            clock.advance(Duration.ofMinutes(1));
            issued("acme");
            live.load();
            assertThat(revoked.getLast()).isEmpty();
        }
    }

    /** Put back by a restore: what is not there any more must not go on. */
    @Test
    void aStoreThatWasPutBackIsReadAnew() {
        tenant("acme", null);
        IssuedKey stays = issued("acme");
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            tenant("globex", null);
            IssuedKey goes = issued("globex");
            live.load();
            assertThat(authenticate(goes.secret())).isInstanceOf(Decision.Proceed.class);
            tamper("DELETE FROM api_keys WHERE tenant = 'globex'");
            tamper("DELETE FROM tenants WHERE id = 'globex'");
            tamper("UPDATE changes SET revision = 2");
            live.load();
            assertThat(authenticate(goes.secret())).isInstanceOf(Decision.Refuse.class);
            assertThat(authenticate(stays.secret())).isInstanceOf(Decision.Proceed.class);
            assertThat(tenants.find("globex")).isNull();
        }
    }

    /** Put back by a restore and changed since, it may be at the revision that was seen. */
    @Test
    void aStoreOfAnotherEpochIsReadAnewThoughItsRevisionIsTheSame() {
        tenant("acme", null);
        IssuedKey goes = issued("acme");
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            tamper("DELETE FROM api_keys");
            live.load();
            assertThat(authenticate(goes.secret())).isInstanceOf(Decision.Proceed.class);
            tamper("UPDATE changes SET epoch = 'another'");
            live.load();
            assertThat(authenticate(goes.secret())).isInstanceOf(Decision.Refuse.class);
        }
    }

    /** The change is made: it is no failure that it was not seen here, but it shows. */
    @Test
    void aChangeThatCannotBeReadIsDoneAndReadAgainAtOnce() {
        AtomicInteger failures = new AtomicInteger();
        try (LiveCredentials live =
                live(
                        PEPPERS,
                        _ -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("not now");
                            }
                        })) {
            live.load();
            live.start();
            failures.set(1);
            done(
                    store.write(
                            OWNER,
                            false,
                            it ->
                                    it.revocations()
                                            .add(
                                                    new RevocationRecord.New(
                                                            "corp",
                                                            RevocationRecord.Kind.JTI,
                                                            "t-1",
                                                            null,
                                                            "lost",
                                                            null))));
            Awaitility.await().atMost(Patience.LIMIT).until(() -> answers.size() == 3);
            assertThat(answers).containsExactly(true, false, true);
            assertThat(failures).hasNegativeValue();
        }
    }

    @Test
    void tablesOfANewerVersionAreRefusedByName() {
        assertThat(version()).isEqualTo(Migrations.NEWEST);
        tamper("UPDATE flyway_schema_history SET version = '99' WHERE version = '1'");
        assertThatThrownBy(store::prepare)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class, gone -> assertThat(gone.isForGood()).isTrue())
                .hasMessageContaining("version 99", "version " + Migrations.NEWEST, "newer");
    }

    private String version() {
        return store.read(
                it ->
                        it.sql()
                                .first(
                                        "SELECT max(version) FROM flyway_schema_history",
                                        row -> row.getString(1))
                                .orElseThrow());
    }

    @Test
    void theLiveKeysAreThoseOfTheStoreAtEachMoment() {
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            live.start();
            tenant("acme", null);
            IssuedKey key = issued("acme");
            assertThat(tenants.find("acme")).isNotNull();
            assertThat(ring.countsByPepper()).isEqualTo(Map.of(1, 1L));
            done(store.write(OWNER, false, it -> it.keys().revoke(key.key().id(), null, "x")));
            assertThat(ring.countsByPepper()).isEqualTo(Map.of(1, 1L));
            assertThat(answers).containsExactly(true);
        }
    }

    @Test
    void whatTheDataPathKnowsIsBroughtUpWhileSomebodyWrites() {
        tenant("acme", null);
        try (LiveCredentials live = live(PEPPERS)) {
            live.load();
            IssuedKey key = issued("acme");
            done(
                    store.write(
                            OWNER,
                            false,
                            it -> {
                                live.load();
                                return it.keys().revoke(key.key().id(), null, "x");
                            }));
            assertThat(ring.countsByPepper()).isEqualTo(Map.of(1, 1L));
        }
    }

    @Test
    void theChainIsIntactWhileItGrowsUnderTheReader() {
        tenant("acme", null);
        AuditVerdict verdict =
                store.read(
                        it -> {
                            tenant("late", null);
                            return it.audit().verify();
                        });
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class, it -> assertThat(it.entries()).isEqualTo(1));
    }

    @Test
    void aBackupSeesOneMomentWhileChangesGoOn() {
        tenant("acme", null);
        List<String> lines = new ArrayList<>();
        store.<Boolean>read(
                it -> {
                    it.backup()
                            .write(
                                    line -> {
                                        if (lines.isEmpty()) {
                                            tenant("late", null);
                                        }
                                        lines.add(line);
                                    });
                    return true;
                });
        assertThat(lines)
                .anyMatch(line -> line.contains("acme"))
                .noneMatch(line -> line.contains("late"));
        assertThat(new JsonObject(lines.getFirst()).getJsonObject("rows").getLong("audit"))
                .isEqualTo(1);
        assertThat(lines).filteredOn(line -> line.contains("\"table\":\"audit\"")).hasSize(1);
        assertThat(store.<Boolean>read(it -> it.tenants().find("late").isPresent())).isTrue();
    }
}
