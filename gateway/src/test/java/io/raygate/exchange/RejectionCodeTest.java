package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of refusals and the code say the same. */
class RejectionCodeTest {
    private static final Path TABLE = Path.of("docs", "refusals.md");

    @Test
    void theTableListsEveryCodeAndNoOther() throws IOException {
        List<String> expected = Arrays.stream(RejectionCode.values()).map(this::row).toList();
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> line.matches("\\| \\d.*"))
                .toList();
    }

    private String row(RejectionCode code) {
        OpenAiError error = OpenAiError.of(code);
        return "| %d | `%s` | %s | %s | `%s` / `%s` | %s |"
                .formatted(
                        code.status(),
                        code.code(),
                        code.title(),
                        also(code),
                        error.type(),
                        error.code(),
                        GrpcStatus.of(code));
    }

    private static String also(RejectionCode code) {
        if (code.closes()) {
            return "the connection closes (HTTP/1)";
        }
        if (code == RejectionCode.INSUFFICIENT_SCOPE) {
            return "`WWW-Authenticate`";
        }
        return switch (code.status()) {
            case 401 -> "`WWW-Authenticate`";
            case 405 -> "`Allow`";
            case 429 -> "`Retry-After`";
            case 502, 504 -> "`Proxy-Status`";
            case 503 -> "`Proxy-Status`, `Retry-After`";
            default -> "";
        };
    }

    @Test
    void aCodeIsItsNameInLowerCase() {
        for (RejectionCode code : RejectionCode.values()) {
            assertThat(code.code()).isEqualTo(code.name().toLowerCase(Locale.ROOT));
            assertThat(code.status()).isBetween(400, 599);
            assertThat(code.title()).isPrintable().isNotBlank();
        }
    }
}
