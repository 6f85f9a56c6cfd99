package io.raygate.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Totals of the ledger against those of the upstream over a long run with kills. Prints and judges
 * nothing; only in profile {@code bench}.
 */
class UsageTotalsBench {
    private static final int REQUESTS = 100_000;
    private static final int ROUNDS = 10;

    @TempDir private Path folder;

    @Test
    void aLongRunWithKills() throws IOException, SQLException {
        List<String> options = List.of("-Dio.netty.leakDetection.level=disabled");
        try (UsageRun run = new UsageRun(folder, options)) {
            System.out.print(run.of(REQUESTS, ROUNDS, Duration.ofMinutes(20)).table());
        }
    }
}
