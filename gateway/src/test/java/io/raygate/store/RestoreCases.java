package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.tenant.Tenants;
import io.raygate.testing.ManualClock;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a restore makes of a backup, whatever the databases. */
abstract class RestoreCases {
    private Store source;
    private Store target;

    /** Of a database without any table, a new one for each test. */
    abstract StoreSettings sourceSettings();

    /** The same, of where the backup is restored. */
    abstract StoreSettings targetSettings();

    @BeforeEach
    void open() {
        source = Backups.store(sourceSettings(), Backups.PEPPERS);
        source.take(Backups.PEPPERS);
        target = Backups.store(targetSettings(), Backups.PEPPERS);
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private List<String> backup() {
        return Backups.lines(source);
    }

    private Restored restored(List<String> lines, boolean replace) {
        return Backups.restored(target, Backups.octets(lines), replace);
    }

    private Revisions.Mark mark() {
        return mark(target);
    }

    private static Revisions.Mark mark(Store store) {
        try (Connection connection = store.database().connection()) {
            return new Revisions(new Sql(connection)).mark();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> rows(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("{\"table\":"))
                .filter(line -> !line.startsWith("{\"table\":\"changes\""))
                .filter(line -> !line.contains("store.restore"))
                .toList();
    }

    private void fill() {
        Backups.tenant(source, "acme");
        Backups.done(source, it -> it.limits().put("trial", null, "{\"concurrency\":2}"));
        Backups.tenant(source, "gone");
        Backups.done(source, it -> it.tenants().delete("gone", null));
        Backups.done(
                source,
                it ->
                        it.keys()
                                .importHash(
                                        Backups.key("acme"),
                                        new CredentialHash()
                                                .of("sk-1".getBytes(StandardCharsets.US_ASCII))));
        Backups.done(
                source,
                it ->
                        it.revocations()
                                .add(
                                        new RevocationRecord.New(
                                                "corp",
                                                RevocationRecord.Kind.JTI,
                                                "t-1 \u2028 \"é\"",
                                                null,
                                                "lost",
                                                null)));
    }

    @Test
    void whatWasSavedIsPutBackWholeAndItsKeysOpen() {
        fill();
        IssuedKey opens = Backups.issued(source, "acme");
        IssuedKey revoked = Backups.issued(source, "acme");
        Backups.done(source, it -> it.keys().revoke(revoked.key().id(), null, "lost"));
        List<String> saved = backup();
        assertThat(restored(saved, false))
                .isEqualTo(
                        new Restored.Done(
                                saved.size() - 2,
                                new JsonObject(saved.getFirst()).getString("at")));
        assertThat(rows(Backups.lines(target))).containsExactlyInAnyOrderElementsOf(rows(saved));
        long entries = source.contents().auditEntries();
        AuditVerdict verdict = target.read(it -> it.audit().verify());
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(entries + 1));
        KeyRecord found = target.read(it -> it.keyChecks().verify(opens.secret())).orElseThrow();
        assertThat(found).isEqualTo(opens.key());
        KeyRecord other = target.read(it -> it.keyChecks().verify(revoked.secret())).orElseThrow();
        assertThat(other.revoked()).isNotNull();
        assertThat(mark().epoch()).isNotEmpty();
        assertThat(mark().revision()).isGreaterThan(mark(source).revision());
    }

    @Test
    void aStoreThatHoldsSomethingIsReplacedOnlyWhereThatIsAsked() {
        fill();
        Backups.tenant(target, "globex");
        IssuedKey goes = Backups.issued(target, "globex");
        List<String> before = Backups.lines(target);
        assertThat(restored(backup(), false))
                .isEqualTo(new Restored.Occupied(new Contents(1, 1, 0, 0, 2)));
        assertThat(Backups.lines(target)).isEqualTo(before);
        for (int i = 0; i < 10; i++) {
            Backups.tenant(target, "more-" + i);
        }
        Revisions.Mark was = mark();
        assertThat(restored(backup(), true)).isInstanceOf(Restored.Done.class);
        Optional<KeyRecord> gone = target.read(it -> it.keys().find(goes.key().id()));
        assertThat(gone).isEmpty();
        assertThat(mark().revision()).isGreaterThan(was.revision());
        assertThat(mark().epoch()).isNotEqualTo(was.epoch());
        assertThat(rows(Backups.lines(target))).containsExactlyInAnyOrderElementsOf(rows(backup()));
    }

    /** A gateway that runs meanwhile goes on with what the backup holds, and nothing else. */
    @Test
    void aGatewayThatRunsNoticesTheRestore() {
        fill();
        Backups.issued(source, "acme");
        Backups.tenant(target, "globex");
        Backups.issued(target, "globex");
        Backups.issued(target, "globex");
        KeyRing ring = new KeyRing(new ManualClock(), new Fingerprints(new SecureRandom()));
        Tenants tenants = new Tenants();
        try (LiveCredentials live =
                new LiveCredentials(
                        target,
                        new LiveCredentials.Parts(
                                ring,
                                tenants,
                                new FollowedLimits(),
                                () -> Backups.PEPPERS,
                                _ -> {},
                                _ -> {},
                                new ManualClock(),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(10)))) {
            live.load();
            assertThat(ring.countsByPepper()).containsEntry(1, 2L);
            assertThat(restored(backup(), true)).isInstanceOf(Restored.Done.class);
            live.load();
            assertThat(ring.countsByPepper()).containsEntry(1, 1L).containsEntry(0, 1L);
            assertThat(tenants.find("globex")).isNull();
            assertThat(tenants.find("acme")).isNotNull();
        }
    }

    @Test
    void peppersThatAreNotThoseOfTheBackupAreNamed() {
        fill();
        Backups.issued(source, "acme");
        assertThat(restoredWith(new Pepper(1, "q".repeat(32)))).contains("pepper 1 is not the one");
        assertThat(restoredWith(new Pepper(2, "q".repeat(32)))).contains("pepper 1 is missing");
    }

    private String restoredWith(Pepper pepper) {
        Peppers others = new Peppers(List.of(pepper));
        try (Store other = Backups.store(targetSettings(), others)) {
            List<String> before = Backups.lines(other);
            Restored restored = Backups.restored(other, Backups.octets(backup()), false);
            assertThat(Backups.lines(other)).isEqualTo(before);
            return ((Restored.Unfit) restored).fault();
        }
    }

    private static String with(String line, String found, String put) {
        assertThat(line).contains(found);
        return line.replace(found, put);
    }

    private static UnaryOperator<List<String>> line(String prefix, UnaryOperator<String> edit) {
        return lines -> {
            List<String> edited = new ArrayList<>(lines);
            int at = indexOf(lines, prefix);
            edited.set(at, edit.apply(lines.get(at)));
            return edited;
        };
    }

    private static int indexOf(List<String> lines, String prefix) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(prefix)) {
                return i;
            }
        }
        throw new IllegalStateException(prefix);
    }

    private static UnaryOperator<List<String>> replaced(String prefix, String found, String put) {
        return line(prefix, line -> with(line, found, put));
    }

    private static UnaryOperator<List<String>> twice(String prefix) {
        return line(prefix, line -> line + line);
    }

    /** What an older version wrote has no limits, and is taken all the same. */
    @Test
    void aBackupOfTheFirstVersionIsTaken() {
        Backups.tenant(source, "acme");
        IssuedKey key = Backups.issued(source, "acme");
        List<String> old =
                backup().stream()
                        .map(line -> line.replace(",\"limits\":null", ""))
                        .map(line -> line.replace(",\"parent\":null", ""))
                        .map(line -> line.replace("\"limits\":0,", ""))
                        .map(line -> line.replace("\"quota_used\":0,", ""))
                        .map(line -> line.replace("\"version\":3", "\"version\":1"))
                        .toList();
        assertThat(restored(Backups.sealed(old), false)).isInstanceOf(Restored.Done.class);
        KeyRecord found = target.read(it -> it.keyChecks().verify(key.secret())).orElseThrow();
        assertThat(found).isEqualTo(key.key());
    }

    /** Lines of the backup: header, changes, pepper, tenants 4 and 5, keys 6 and 7, and so on. */
    static Stream<Arguments> faults() {
        String key = "{\"table\":\"api_keys\"";
        String tenant = "{\"table\":\"tenants\"";
        String audit = "{\"table\":\"audit\"";
        return Stream.of(
                Arguments.of("line 1 is not the beginning", replaced("{", "raygate-backup", "x")),
                Arguments.of("line 1 is of format version 4", replaced("{", "ion\":3", "ion\":4")),
                Arguments.of("line 1 is no header", replaced("{", "ion\":3", "ion\":0")),
                Arguments.of("line 1 is no header", replaced("{", "ion\":3", "ion\":1")),
                Arguments.of(
                        "has something in column words",
                        replaced("{\"table\":\"limits\"", "2}\"", "2]\"")),
                Arguments.of("line 1 is no header", replaced("{", "\"at\"", "\"of\"")),
                Arguments.of("line 4 is no row of a table", replaced(tenant, "tenants", "replays")),
                Arguments.of(
                        "line 4 is no row of a table", replaced(tenant, "{\"t", "{\"x\":1,\"t")),
                Arguments.of("line 4 has a column", replaced(tenant, "{\"id\"", "{\"x\":1,\"id\"")),
                Arguments.of("line 4 lacks column name", replaced(tenant, "\"name\":\"\",", "")),
                Arguments.of(
                        "line 6 has something in column enabled",
                        replaced(key, "\"enabled\":1", "\"enabled\":\"1\"")),
                Arguments.of(
                        "line 6 has something in column enabled",
                        replaced(key, "\"enabled\":1", "\"enabled\":null")),
                Arguments.of(
                        "line 6 has something in column enabled",
                        replaced(key, "\"enabled\":1", "\"enabled\":1.5")),
                Arguments.of(
                        "line 6 has something in column enabled",
                        replaced(key, "\"enabled\":1", "\"enabled\":4294967296")),
                Arguments.of(
                        "line 6 has something in column scopes",
                        replaced(key, "[\\\"infer\\\"]", "{}")),
                Arguments.of(
                        "line 6 has something in column allowed_cidrs",
                        replaced(key, "10.0.0.0/8", "x")),
                Arguments.of(
                        "line 6 has something in column id",
                        replaced(key, "\"id\":\"", "\"id\":\"-")),
                Arguments.of(
                        "line 6 has something in column digest",
                        replaced(key, "\"digest\":\"", "\"digest\":\"x")),
                Arguments.of("line 5 is not taken", twice(tenant)),
                Arguments.of(
                        "line 3 is one row of changes too many", twice("{\"table\":\"changes\"")),
                Arguments.of(
                        "it has not the rows of tenants",
                        replaced("{", "\"tenants\":2", "\"tenants\":3")),
                Arguments.of(
                        "entry 1 of its audit is not as it was",
                        replaced(audit, "owner-1", "owner-2")),
                Arguments.of("outcome that is not known", replaced(audit, "\"done\"", "\"dune\"")),
                Arguments.of(
                        "revocation of a kind",
                        replaced("{\"table\":\"revocations\"", "\"jti\"", "\"jto\"")),
                Arguments.of("line 4 is no JSON object", line(tenant, _ -> "[]\n")));
    }

    /** Whoever made the trailer fit: nothing that a gateway could not read gets in. */
    @ParameterizedTest
    @MethodSource("faults")
    void aBackupWithAFaultIsRefusedAtItsLineAndNothingIsChanged(
            String fault, UnaryOperator<List<String>> edit) {
        fill();
        Backups.issued(source, "acme");
        Backups.tenant(target, "globex");
        List<String> before = Backups.lines(target);
        Restored restored = restored(Backups.sealed(edit.apply(backup())), true);
        assertThat(restored)
                .isInstanceOfSatisfying(
                        Restored.Unfit.class, unfit -> assertThat(unfit.fault()).contains(fault));
        assertThat(Backups.lines(target)).isEqualTo(before);
    }

    @Test
    void aBackupThatWasChangedOrCutOffIsRefused() {
        fill();
        List<String> saved = backup();
        List<String> changed = new ArrayList<>(saved);
        changed.set(3, with(saved.get(3), "\"acme\"", "\"acmf\""));
        assertThat(fault(changed)).contains("line " + saved.size() + " has another digest");
        assertThat(fault(saved.subList(0, saved.size() - 1)))
                .contains("line " + saved.size() + " is cut off or missing");
        List<String> more = new ArrayList<>(saved);
        more.add("{}\n");
        assertThat(fault(more)).contains("line " + more.size() + " comes behind the end");
        assertThat(fault(List.of())).contains("line 1 is cut off or missing");
    }

    private String fault(List<String> lines) {
        return ((Restored.Unfit) restored(lines, false)).fault();
    }

    /** A column that a migration adds and the format does not know would be lost in silence. */
    @Test
    void theFormatHasEveryColumn() throws SQLException {
        try (Connection connection = target.database().connection()) {
            for (BackupTable table : BackupFormat.TABLES) {
                List<String> columns = new ArrayList<>();
                try (var found =
                        connection
                                .getMetaData()
                                .getColumns(null, connection.getSchema(), table.name(), null)) {
                    while (found.next()) {
                        columns.add(found.getString("COLUMN_NAME"));
                    }
                }
                columns.remove("epoch");
                if (table.name().equals("quota_used")) {
                    columns.remove("version");
                }
                assertThat(table.names()).containsExactlyInAnyOrderElementsOf(columns);
            }
        }
    }
}
