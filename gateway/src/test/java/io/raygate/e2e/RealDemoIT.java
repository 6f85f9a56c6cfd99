package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Demo;
import io.raygate.testing.RealRay;
import io.raygate.testing.Shell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./raygate demo --ray}: the same screen before two real clusters of its own. */
@ExtendWith(RealRay.class)
class RealDemoIT {

    @Test
    void itsLinesWorkAndItsEndStopsRay() {
        Demo demo = Demo.start("--ray");
        try (demo) {
            assertThat(Shell.run(demo.pasteLines("curl").get(0)).output())
                    .contains(" 200 ", "chat.completion", "word0");
            assertThat(Shell.run(demo.pasteLines("curl").get(1)).output())
                    .endsWith("data: [DONE]\n\n");
            assertThat(demo.end("INT")).isZero();
        }
        List<String> ports =
                demo.text().lines().filter(line -> line.contains("stable 90")).toList();
        String stable = ports.getFirst().substring(ports.getFirst().lastIndexOf("http://")).strip();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Shell.run("curl -s " + stable).exit() == 7);
    }
}
