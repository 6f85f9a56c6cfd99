package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.auth.Fingerprints;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.tenant.Tenants;
import io.raygate.testing.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S-62, S-101, section 17, D-05: several gateways on one PostgreSQL, which goes and comes back. */
class SharedStoreIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Actor OWNER = new Actor("owner-1", "owner", "", "");
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));

    private PostgresServer server;
    private StoreSettings settings;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();

    /** What one gateway has of it. */
    private final class Node {
        final KeyRing ring = new KeyRing(System::nanoTime, new Fingerprints(new SecureRandom()));
        final Tenants tenants = new Tenants();
        final FollowedLimits limits = new FollowedLimits();
        final List<List<RevocationRecord>> revocations = new CopyOnWriteArrayList<>();
        final AtomicBoolean answers = new AtomicBoolean();
        final Store store =
                Store.of(
                        settings,
                        new Store.Parts(
                                InstantSource.system(),
                                new KeyGenerator(new SecureRandom()),
                                () -> PEPPERS,
                                Map::of,
                                Map::of,
                                sha256 -> false));
        final LiveCredentials live =
                new LiveCredentials(
                        store,
                        new LiveCredentials.Parts(
                                ring,
                                tenants,
                                limits,
                                () -> PEPPERS,
                                revocations::add,
                                answers::set,
                                InstantSource.system(),
                                Duration.ofMillis(500),
                                Duration.ofMinutes(10)));

        Node() {
            live.load();
            live.start();
            nodes.add(this);
        }

        long keys() {
            return ring.countsByPepper().getOrDefault(1, 0L);
        }
    }

    @BeforeEach
    void start() {
        server = PostgresServer.start();
        settings = new StoreSettings.Shared(server.newDatabase(), PostgresServer.USER, () -> "");
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.live.close());
        nodes.forEach(node -> node.store.close());
        server.close();
    }

    private static void tenant(Node node, String id) {
        node.store.write(
                OWNER,
                false,
                it ->
                        it.tenants()
                                .create(
                                        new TenantRecord.New(
                                                id, "", false, null, null, null, Map.of())));
    }

    private static IssuedKey key(Node node) {
        KeyRecord.Words words =
                new KeyRecord.Words(
                        "ci", "live", KeyGrants.NONE, "", List.of(), Map.of(), true, null);
        Change<IssuedKey> made =
                node.store.write(
                        OWNER,
                        false,
                        it -> it.keys().create(new KeyRecord.New("rg", "acme", null, words)));
        return ((Change.Done<IssuedKey>) made).value();
    }

    @Test
    void eachGatewaySeesWhatAnyOfThemChanges() {
        Node one = new Node();
        Node two = new Node();
        Node three = new Node();
        tenant(one, "acme");
        key(two);
        three.store.write(
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
                                                null)));
        Awaitility.await()
                .atMost(BOUND)
                .until(
                        () ->
                                nodes.stream()
                                        .allMatch(
                                                node ->
                                                        node.keys() == 1
                                                                && node.tenants.find("acme") != null
                                                                && !node.revocations
                                                                        .getLast()
                                                                        .isEmpty()));
    }

    /** The poll catches what no notification told, as after a connection that broke silently. */
    @Test
    void aStoreThatWasFrozenIsCaughtUpWith() {
        Node node = new Node();
        tenant(node, "acme");
        key(node);
        server.freeze();
        try {
            Awaitility.await().atMost(BOUND).until(node.ring::isLost);
            assertThat(node.keys()).isEqualTo(1);
            assertThat(node.answers).isFalse();
        } finally {
            server.thaw();
        }
        Awaitility.await().atMost(BOUND).until(() -> !node.ring.isLost());
        key(node);
        assertThat(node.keys()).isEqualTo(2);
    }

    /** As when a gateway ends just while it connects anew. */
    @Test
    void whoStoppedListeningConnectsNoMore() throws SQLException {
        try (Database database = Database.of(settings)) {
            Migrations.apply(database);
            News news = News.of(database);
            news.mark(database);
            news.close();
            assertThatThrownBy(() -> news.await(Duration.ofMillis(1)))
                    .isInstanceOf(SQLException.class);
            Awaitility.await().atMost(BOUND).until(() -> listeners(database) == 0);
        }
    }

    private static long listeners(Database database) throws SQLException {
        try (Connection connection = database.connection()) {
            return new Sql(connection)
                    .first(
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'",
                            row -> row.getLong(1))
                    .orElseThrow();
        }
    }

    /** Another application's tables in the same database are none of ours. */
    @Test
    void tablesOfAnotherSchemaAreLeftAlone() throws SQLException {
        try (Database database = Database.of(settings)) {
            try (Connection connection = database.connection()) {
                Sql sql = new Sql(connection);
                sql.update("CREATE SCHEMA other");
                sql.update(
                        "CREATE TABLE other.flyway_schema_history (version TEXT, success BOOLEAN)");
            }
            Migrations.apply(database);
            try (Connection connection = database.connection()) {
                assertThat(new Revisions(new Sql(connection)).mark())
                        .isEqualTo(new Revisions.Mark(0, ""));
            }
        }
    }

    @Test
    void aStoreThatWasKilledLosesNothingAcknowledged() {
        Node node = new Node();
        Node other = new Node();
        tenant(node, "acme");
        key(node);
        server.kill();
        Awaitility.await().atMost(BOUND).until(node.ring::isLost);
        server.restart();
        Awaitility.await().atMost(BOUND).until(() -> !node.ring.isLost());
        key(node);
        Awaitility.await().atMost(BOUND).until(() -> other.keys() == 2);
        AuditVerdict verdict = node.store.read(it -> it.audit().verify());
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(3));
    }
}
