package io.raygate.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.config.ConfigLoader;
import io.raygate.config.GatewayConfig;
import io.raygate.config.LoadedConfig;
import io.raygate.config.TenantConfig;
import io.raygate.exchange.Account;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.Usage;
import io.raygate.limit.Applied;
import io.raygate.limit.CalendarClock;
import io.raygate.limit.Left;
import io.raygate.limit.LimitBook;
import io.raygate.limit.LimitDecision;
import io.raygate.limit.LimitLedger;
import io.raygate.limit.Subject;
import io.raygate.limit.Tariff;
import io.raygate.testing.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/limits.md} are true, line by line. */
class LimitExamplesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "."), "docs", "limits.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("### (.*?)\n.*?```yaml\n(.*?)```\n(.*?)(?=\n### |\\z)", Pattern.DOTALL);

    /**
     * One example.
     *
     * @param lines of its table, each cell by cell
     */
    record Example(String title, String yaml, List<List<String>> lines) {
        static Example of(MatchResult found) {
            return new Example(
                    found.group(1),
                    found.group(2),
                    found.group(3)
                            .lines()
                            .filter(line -> line.startsWith("| ") && !line.startsWith("| at "))
                            .map(line -> List.of(line.substring(2).split(" *\\| *", -1)))
                            .toList());
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Example> examples() throws IOException {
        String page = Files.readString(PAGE);
        return EXAMPLE.matcher(page.substring(page.indexOf("## Examples")))
                .results()
                .map(Example::of);
    }

    @Test
    void thereAreSix() throws IOException {
        assertThat(examples()).hasSize(6).allSatisfy(it -> assertThat(it.lines()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isTrue(Example example) {
        Scene scene = new Scene(example.yaml());
        example.lines().forEach(scene::play);
    }

    /** A configuration in force, and a clock that moves as the table says. */
    private static final class Scene {
        private final ManualClock clock = new ManualClock();
        private final Instant start = clock.instant();
        private final LimitLedger ledger =
                new LimitLedger(
                        new LimitBook(clock.getAsLong()), clock, new CalendarClock(clock, clock));
        private final GatewayConfig config;
        private final Tariff tariff;

        Scene(String yaml) {
            String cluster = yaml.contains("clusters:") ? "vision" : "one";
            String base =
                    """
                    version: 1
                    listeners: {http: {address: "127.0.0.1:0"}}
                    %s
                    routes: {r: {match: {path: /}, auth: [apiKeys], tenants: all, split: {weights: {%s: 1}}}}
                    """
                            .formatted(
                                    cluster.equals("one")
                                            ? "clusters: {one: {endpoints: [\"http://127.0.0.1:1\"]}}"
                                            : "",
                                    cluster);
            byte[] whole = (base + yaml).getBytes(StandardCharsets.UTF_8);
            var loaded = new ConfigLoader(name -> null).load(Path.of("example.yaml"), whole);
            assertThat(loaded).isInstanceOf(LoadedConfig.class);
            config = ((LoadedConfig) loaded).config();
            tariff =
                    LimitCompiler.tariff(
                            LimitCompiler.prices(config),
                            Objects.requireNonNull(config.routes().get("r")),
                            config);
        }

        void play(List<String> line) {
            String at = line.get(0);
            Instant moment =
                    at.endsWith("s") ? start.plus(Duration.parse("PT" + at)) : Instant.parse(at);
            clock.advance(Duration.between(clock.instant(), moment));
            List<Applied> limits = limits(line.get(1));
            for (int i = 0; i < count(line.get(2)); i++) {
                assertThat(request(limits, line.get(2))).as("%s", line).isEqualTo(line.get(3));
            }
            Map<String, String> left = left(limits);
            for (String each : line.get(4).split(", ", -1)) {
                String[] words = each.split(" ", -1);
                assertThat(left).as("%s", line).containsEntry(words[0], words[1]);
            }
        }

        private List<Applied> limits(String tenant) {
            List<Applied> limits = new ArrayList<>();
            TenantConfig own = tenant(tenant);
            String parent = own.parent();
            if (parent != null) {
                limits.add(applied("parent", parent, tenant(parent)));
            }
            limits.add(applied("tenant", tenant, own));
            return limits;
        }

        private TenantConfig tenant(String id) {
            return Objects.requireNonNull(config.tenants().get(id));
        }

        private Applied applied(String policy, String id, TenantConfig tenant) {
            String set = Objects.requireNonNull(tenant.limits());
            var words = Objects.requireNonNull(config.limits().get(set));
            return new Applied(policy, Subject.tenant(id), LimitCompiler.set(set, words));
        }

        private static int count(String request) {
            return Math.toIntExact(number(request, "(\\d+) requests?", 1));
        }

        private static long number(String text, String pattern, long fallback) {
            return Pattern.compile(pattern)
                    .matcher(text)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .findFirst()
                    .orElse(fallback);
        }

        private String request(List<Applied> limits, String words) {
            Account account = new Account();
            account.route = "r";
            account.cluster = "vision";
            account.model = model(words);
            long prompt = number(words, "prompt (\\d+)", -1);
            if (prompt >= 0) {
                account.estimate = new Usage(prompt, 0, number(words, "max (\\d+)", -1), 0);
            }
            return switch (ledger.reserve(limits, account, tariff, false)) {
                case LimitDecision.Over over -> said(over.rejection());
                case LimitDecision.Passed passed -> {
                    if (!words.contains("stays open")) {
                        end(account, words, prompt);
                        passed.charge().settle(account);
                    }
                    yield "passes";
                }
                default -> throw new AssertionError("nothing is shared");
            };
        }

        private static String model(String request) {
            Matcher named = Pattern.compile("model (\\w+)").matcher(request);
            return named.find() ? named.group(1) : "llama";
        }

        private static String said(Rejection rejection) {
            String code = rejection.code().status() + " " + rejection.code().code();
            return rejection.retryAfterSeconds() < 0
                    ? code
                    : code + ", " + rejection.retryAfterSeconds() + " s";
        }

        private void end(Account account, String words, long prompt) {
            account.sentNanos = clock.getAsLong();
            account.firstByteNanos = clock.getAsLong();
            account.status = 200;
            clock.advance(Duration.ofSeconds(number(words, "takes (\\d+)s", 0)));
            if (prompt >= 0) {
                long cached = number(words, "cached (\\d+)", 0);
                account.usage = new Usage(prompt, cached, number(words, "answer (\\d+)", 0), 0);
            }
        }

        private Map<String, String> left(List<Applied> limits) {
            Map<String, String> left = new HashMap<>();
            for (Applied each : limits) {
                for (Left one : ledger.standing(each)) {
                    long scale = one.limit().measure().scale();
                    left.put(
                            one.name(),
                            BigDecimal.valueOf(one.amount())
                                    .divide(BigDecimal.valueOf(scale))
                                    .stripTrailingZeros()
                                    .toPlainString());
                }
            }
            return left;
        }
    }
}
