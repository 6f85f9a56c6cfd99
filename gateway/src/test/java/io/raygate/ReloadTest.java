package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.Configuration.Reload;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changed file comes to against the configuration in force (S-97). */
class ReloadTest {
    private static final Path QUICKSTART = Path.of("..", "config", "quickstart.yaml");

    @TempDir Path folder;

    private String text = "";
    private Path file = Path.of("");
    private Configuration configuration =
            GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);

    @BeforeEach
    void write() throws IOException {
        text = Files.readString(QUICKSTART);
        file = folder.resolve("config.yaml");
        Files.writeString(file, text);
        configuration = GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);
    }

    private Reload change(String from, String to) throws IOException {
        Compiled inForce = (Compiled) configuration.read(1);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
        return configuration.reload(inForce);
    }

    @Test
    void takesNothingThatSaysTheSame() throws IOException {
        assertThat(change("# The smallest", "# The very smallest")).isEqualTo(new Reload.Same());
    }

    @Test
    void takesWhatMayChange() throws IOException {
        assertThat(change("{ray: 1}", "{ray: 2}")).isInstanceOf(Reload.Changed.class);
    }

    @Test
    void refusesWhatIsWrong() throws IOException {
        assertThat(change("{ray: 1}", "{rey: 1}")).isInstanceOf(Reload.Refused.class);
    }

    @Test
    void refusesByNameWhatNeedsARestart() throws IOException {
        assertThat(change("127.0.0.1:8080", "127.0.0.1:8081"))
                .isInstanceOfSatisfying(
                        Reload.Refused.class,
                        it ->
                                assertThat(it.faults())
                                        .extracting(ConfigProblem::path)
                                        .containsExactly("listeners.http.address"));
    }
}
