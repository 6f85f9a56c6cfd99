package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.store.Actor;
import io.raygate.store.AuditFilter;
import io.raygate.store.AuditRecord;
import io.raygate.store.AuditVerdict;
import io.raygate.store.Change;
import io.raygate.store.Page;
import io.raygate.store.Store;
import io.raygate.store.StoreSettings;
import io.raygate.testing.ManualClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-92: what is denied is in the audit, and cannot fill it. */
class DenialsTest {
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));
    private static final String MORE = "calls.more";

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock();
    private Store store;
    private Denials denials;

    @BeforeEach
    void open() {
        store =
                Store.of(
                        new StoreSettings.Embedded(folder.resolve("store.db")),
                        new Store.Parts(
                                clock,
                                new KeyGenerator(new SecureRandom()),
                                () -> PEPPERS,
                                Map::of,
                                Map::of,
                                sha256 -> false));
        store.prepare();
        denials = new Denials(store, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void deny(String credential, int times) {
        for (int i = 0; i < times; i++) {
            denials.add(new Actor(credential, "auditor", "10.0.0.1", "r-" + i), "key.revoke", "k");
        }
    }

    private List<AuditRecord> entries() {
        Change<Page<AuditRecord>> page =
                store.read(tables -> tables.audit().list(AuditFilter.ALL, 200, null));
        return ((Change.Done<Page<AuditRecord>>) page).value().items();
    }

    private long rows(String action) {
        return entries().stream().filter(entry -> entry.action().equals(action)).count();
    }

    @Test
    void beyondTenAMinuteOnlyTheNumberIsWritten() {
        deny("a", 5_000);
        deny("b", 3);
        assertThat(rows("key.revoke")).isEqualTo(13);
        denials.settle();
        assertThat(rows(MORE)).isZero();
        clock.advance(Denials.PERIOD);
        denials.settle();
        denials.settle();
        assertThat(rows(MORE)).isEqualTo(1);
        AuditRecord more = entries().getFirst();
        assertThat(more.actor()).isEqualTo(new Actor("a", "auditor", "10.0.0.1", "r-4999"));
        assertThat(more.after()).isEqualTo("{\"count\":4990}");
        assertThat(more.outcome()).isEqualTo(AuditRecord.Outcome.DENIED);
        assertThat(store.<AuditVerdict>read(tables -> tables.audit().verify()))
                .isInstanceOf(AuditVerdict.Intact.class);
    }

    @Test
    void aMinuteThatIsOverIsWrittenWithTheNextDenialOfAnybody() {
        deny("a", 12);
        clock.advance(Denials.PERIOD);
        deny("b", 1);
        assertThat(rows(MORE)).isEqualTo(1);
        deny("a", 11);
        assertThat(rows("key.revoke")).isEqualTo(21);
    }

    @Test
    void theEndOfTheGatewayLosesNoNumber() {
        deny("a", 12);
        deny("b", 11);
        denials.finish();
        assertThat(rows(MORE)).isEqualTo(2);
    }

    @Test
    void creatorsOfManyCredentialsAreBoundedToo() {
        deny("first", 11);
        for (int i = 0; i < 999; i++) {
            deny("c" + i, 1);
        }
        assertThat(rows(MORE)).isZero();
        deny("one too many", 1);
        assertThat(rows(MORE)).isEqualTo(1);
    }
}
