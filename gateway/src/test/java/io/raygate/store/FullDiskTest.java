package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D-05: a disk that is full stops changes, loses none and says what is to be done. */
class FullDiskTest {
    private static final int CONNECTIONS = 4;

    @TempDir private Path folder;

    /** On each connection that the store may use. */
    private static void mostPages(Store store, long pages) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(store.database().connection());
        }
        for (Connection connection : all) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages);
            }
            connection.close();
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndChangesGoOnWhenThereIsRoom() throws SQLException {
        try (Store store =
                KeyWriter.store(new StoreSettings.Embedded(folder.resolve("store.db")))) {
            store.prepare();
            mostPages(store, 60);
            List<String> made = new ArrayList<>();
            String said = writeUntilItFails(store, made);
            assertThat(said).contains("disk", "full", "make room");
            assertThat(made).isNotEmpty();
            holds(store, made);
            mostPages(store, 1_000_000);
            made.add(KeyWriter.write(store));
            holds(store, made);
        }
    }

    private static String writeUntilItFails(Store store, List<String> made) {
        try {
            while (true) {
                made.add(KeyWriter.write(store));
            }
        } catch (StoreUnavailable full) {
            return String.valueOf(full.getMessage());
        }
    }

    private static void holds(Store store, List<String> made) {
        List<String> keys =
                store.read(it -> it.sql().list("SELECT id FROM api_keys", row -> row.getString(1)));
        assertThat(keys).containsExactlyInAnyOrderElementsOf(made);
        AuditVerdict verdict = store.read(it -> it.audit().verify());
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(2L * made.size()));
    }
}
