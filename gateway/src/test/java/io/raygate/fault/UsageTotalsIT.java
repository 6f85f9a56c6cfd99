package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger has what upstreams told, to the token, whoever is killed meanwhile. The long run is
 * {@link UsageTotalsBench}.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class UsageTotalsIT {
    private static final int REQUESTS = 2_000;
    private static final int ROUNDS = 2;

    @TempDir private Path folder;

    @Test
    void eachAnswerThatArrivedIsInTheLedgerOnceWhoeverIsKilled() throws IOException, SQLException {
        try (UsageRun run = new UsageRun(folder, List.of())) {
            UsageTotals totals = run.of(REQUESTS, ROUNDS, Duration.ofSeconds(60));
            System.out.print(totals.table());
            assertThat(totals.missing()).isEmpty();
            assertThat(totals.untrue()).isEmpty();
            assertThat(totals.twice()).isZero();
            assertThat(totals.sums()).isEqualTo(totals.all());
        }
    }
}
