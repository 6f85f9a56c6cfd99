package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Python;
import io.raygate.testing.Tool;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a tool makes of the document, good and bad, against a running gateway: no answer of 5xx, and
 * none that the document does not describe. Run by {@code mvn verify -Pschemathesis}; it needs
 * Python, and downloads the tool once.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class SchemathesisCheck {
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,"
                    + "response_headers_conformance,response_schema_conformance,"
                    + "negative_data_rejection";

    /** Its bearer is another one. */
    private static final String BOOTSTRAP = "bootstrap";

    private static int number(String pattern, String report) {
        Matcher found = Pattern.compile(pattern).matcher(report);
        assertThat(found.find()).as(pattern + " in " + report).isTrue();
        return Integer.parseInt(found.group(1));
    }

    @Test
    void findsNothing() throws Exception {
        Python python = Python.with("schemathesis.txt");
        try (AdminUnderTest admin = AdminUnderTest.start()) {
            AdminClient owner = admin.owner();
            String report =
                    Tool.run(
                            python.folder().resolve("bin/schemathesis").toString(),
                            "run",
                            "http://127.0.0.1:" + owner.port() + "/openapi.yaml",
                            "--header",
                            "Authorization: Bearer " + owner.credential(),
                            "--checks",
                            CHECKS,
                            "--exclude-operation-id",
                            BOOTSTRAP,
                            "--phases",
                            "examples,coverage,fuzzing",
                            "--max-examples",
                            "5",
                            "--seed",
                            "1",
                            "--no-color");
            int all = number("Selected: \\d+/(\\d+)", report);
            assertThat(number("Tested: (\\d+)", report)).isEqualTo(all - 1).isGreaterThan(30);
            assertThat(report).doesNotContain("Failures:");
        }
    }
}
