package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.limit.Period;
import io.raygate.limit.Quota;
import io.raygate.limit.Subject;
import io.raygate.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens to gateways and their store, nothing counts twice, and what was written once.
 */
class QuotasPropertyTest {
    private static final Quota MONTH =
            new Quota(1_000_000, Period.MONTH, ZoneId.of("Europe/Berlin"));
    private static final Quota OTHER = new Quota(1_000_000, Period.MONTH, ZoneId.of("Asia/Tokyo"));
    private static final Subject ACME = Subject.tenant("acme");
    private static final int GATEWAYS = 3;

    /** A store that can be made to fail in the middle of a transaction, and what must be in it. */
    private static final class World implements AutoCloseable {
        private final Path folder = Files.createTempDirectory("raygate-quotas");
        private final String url = "jdbc:sqlite:" + folder.resolve("store.db");
        private final QuotaGateways gateways =
                new QuotaGateways(new StoreSettings.Embedded(folder.resolve("store.db")));
        private final List<Node> nodes = new ArrayList<>();
        private Quota quota = MONTH;
        private long sum;

        World() throws IOException, SQLException {
            database(
                    "CREATE TABLE broken (one INTEGER)",
                    "CREATE TRIGGER breaks AFTER UPDATE ON quota_version"
                            + " WHEN (SELECT count(*) FROM broken) > 1"
                            + " BEGIN SELECT RAISE(ABORT, 'broken'); END",
                    "CREATE TRIGGER breaks_late AFTER INSERT ON quota_used"
                            + " WHEN (SELECT count(*) FROM broken) = 1"
                            + " BEGIN SELECT RAISE(ABORT, 'broken'); END",
                    "CREATE TRIGGER breaks_later AFTER UPDATE ON quota_used"
                            + " WHEN (SELECT count(*) FROM broken) = 1"
                            + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
            for (int i = 0; i < GATEWAYS; i++) {
                nodes.add(new Node(gateways.run()));
            }
        }

        private void database(String... statements) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                for (String each : statements) {
                    statement.execute(each);
                }
            }
        }

        void take(int gateway, int requests) {
            nodes.get(gateway).used += nodes.get(gateway).run.pass(ACME, quota, requests);
        }

        void round(int gateway) {
            nodes.get(gateway).run.keeper.round();
            nodes.get(gateway).written();
        }

        void failingRound(int gateway, int how) throws SQLException {
            database("INSERT INTO broken VALUES (1)" + ", (1)".repeat(how));
            nodes.get(gateway).run.keeper.round();
            database("DELETE FROM broken");
        }

        /** As after kill -9: what was not written is gone. */
        void kill(int gateway) {
            sum += nodes.get(gateway).written;
            nodes.set(gateway, new Node(gateways.run()));
        }

        void restart(int gateway) {
            nodes.get(gateway).run.keeper.close();
            nodes.get(gateway).written();
            kill(gateway);
        }

        long expected() {
            return sum + nodes.stream().mapToLong(node -> node.used).sum();
        }

        @Override
        public void close() throws IOException {
            gateways.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** One gateway, and what it has used since it was started. */
    private static final class Node {
        private final QuotaGateways.Run run;
        private long used;
        private long written;

        Node(QuotaGateways.Run run) {
            this.run = run;
        }

        void written() {
            written = used;
        }
    }

    @Property(tries = 40)
    void nothingIsLostThatWasWrittenAndNothingCountsTwice(
            @ForAll @Size(max = 60) List<@IntRange(max = 899) Integer> steps) throws Exception {
        try (World world = new World()) {
            for (int step : steps) {
                step(world, step / 10 % 10, step % GATEWAYS, step / 100 + 1);
            }
            for (int i = 0; i < 3 * GATEWAYS; i++) {
                world.round(i % GATEWAYS);
            }
            for (Node node : world.nodes) {
                assertThat(1_000_000 - node.run.left(ACME, world.quota))
                        .isEqualTo(world.expected());
            }
            assertThat(1_000_000 - world.gateways.run().left(ACME, world.quota))
                    .isEqualTo(world.expected());
        }
    }

    private static void step(World world, int what, int gateway, int amount) throws SQLException {
        switch (what) {
            case 0, 1, 2 -> world.take(gateway, amount);
            case 3, 4 -> world.round(gateway);
            case 5 -> world.failingRound(gateway, amount % 2);
            case 6 -> world.kill(gateway);
            case 7 -> world.restart(gateway);
            case 8 -> world.gateways.clock.advance(Duration.ofMinutes(40));
            default -> world.quota = world.quota.equals(MONTH) ? OTHER : MONTH;
        }
    }
}
