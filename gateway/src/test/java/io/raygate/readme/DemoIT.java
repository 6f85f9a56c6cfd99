package io.raygate.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Demo;
import io.raygate.testing.Python;
import io.raygate.testing.Shell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line that {@code ./raygate demo} prints works as it stands, and its end leaves nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private final Demo demo = Demo.start("");

    @AfterAll
    void end() {
        demo.close();
    }

    @Test
    void everyLineToPasteWorks() {
        List<String> curls = demo.pasteLines("curl");
        assertThat(curls).hasSize(3);

        assertThat(Shell.run(curls.get(0)).output())
                .contains(" 200 ", "chat.completion", "word0", "x-raygate-cluster");
        assertThat(Shell.run(curls.get(1)).output())
                .contains("chat.completion.chunk")
                .endsWith("data: [DONE]\n\n");
        assertThat(Shell.run(curls.get(2)).output())
                .contains(" 401 ", "invalid_api_key", "authentication_required");
        assertThat(Shell.run(demo.pasteLines("python3").getFirst()).output()).startsWith("word0 ");
    }

    /** The offer to upgrade is no fault: the answer comes by HTTP/1.1. */
    @Test
    void curlMayOfferHttp2() {
        String curl = demo.pasteLines("curl").getFirst().replace("curl ", "curl --http2 ");

        assertThat(Shell.run(curl).output()).contains(" 200 ", "chat.completion");
    }

    @Test
    void theOpenAiClientWorksUnchanged() {
        List<String> lines =
                Python.with("requirements.txt")
                        .run("chat.py", "http://127.0.0.1:" + demo.port() + "/v1", key());

        assertThat(lines)
                .containsExactly(
                        "models tiny-chat large-chat",
                        "unary word0 word1 word2  usage 3",
                        "stream word0 word1 word2  usage 3",
                        "stranger AuthenticationError invalid_api_key",
                        "no model NotFoundError");
    }

    @Test
    void aTakenPortIsAMessageThatNamesTheFlag() {
        Shell.Result second = Shell.run("./raygate demo --port " + demo.port());

        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains(Integer.toString(demo.port()), "--port");
        assertThat(second.output()).doesNotContain("Exception");
    }

    @Test
    void endsByItselfInGivenTime() {
        try (Demo brief = Demo.start("--for 1s")) {
            assertThat(brief.awaitEnd()).isZero();
        }
    }

    /** No process, no work folder, and no file in the temporary folder. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void itsEndLeavesNothing(String signal, @TempDir Path temporary) throws Exception {
        Demo interrupted = Demo.start("", temporary);
        List<ProcessHandle> children = interrupted.process().descendants().toList();
        Path workFolder = interrupted.workFolder();

        assertThat(children).hasSize(2);
        assertThat(workFolder).isDirectory();
        assertThat(interrupted.end(signal)).isZero();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(workFolder).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }

    /**
     * Its own files stay, for want of anybody to delete them; the clusters end with their parent.
     */
    @Test
    void killedItLeavesNoProcessAndNoFileElsewhere(@TempDir Path temporary) {
        Demo killed = Demo.start("", temporary);
        List<ProcessHandle> children = killed.process().descendants().toList();

        assertThat(children).hasSize(2);
        assertThat(killed.end("KILL")).isEqualTo(137);
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).isEmptyDirectory();
        Shell.run("rm -r " + killed.workFolder());
    }

    private String key() {
        String line = demo.pasteLines("curl").getFirst();
        int at = line.indexOf("Bearer ") + "Bearer ".length();
        return line.substring(at, line.indexOf('\'', at));
    }
}
