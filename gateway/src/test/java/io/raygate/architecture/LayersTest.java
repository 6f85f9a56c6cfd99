package io.raygate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ladder of packages, no circles, one home per library, and nothing that blocks on the data
 * path.
 */
class LayersTest {
    private static final String ROOT = "io.raygate";
    private static final JavaClasses GATEWAY =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/loadtest/"))
                    .importPackages(ROOT);

    /**
     * Who may import whom, as the README of this module lists it; a package may always import its
     * own.
     */
    private static final Map<String, Set<String>> LADDER =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("config", Set.of()),
                            Map.entry("tenant", Set.of()),
                            Map.entry("cli", Set.of("auth", "auth.apikey", "config", "json")),
                            Map.entry("exchange", Set.of()),
                            Map.entry("pem", Set.of()),
                            Map.entry("json", Set.of()),
                            Map.entry("upstream", Set.of("pem", "exchange")),
                            Map.entry("route", Set.of("upstream", "exchange")),
                            Map.entry("auth", Set.of("tenant", "exchange")),
                            Map.entry("limit", Set.of("tenant", "exchange")),
                            Map.entry("limit.shared", Set.of("limit")),
                            Map.entry("usage", Set.of("tenant", "exchange")),
                            Map.entry("auth.apikey", Set.of("auth", "tenant", "exchange")),
                            Map.entry("auth.jwt", Set.of("auth", "tenant", "exchange", "json")),
                            Map.entry("auth.jwt.fetch", Set.of("auth.jwt", "pem", "exchange")),
                            Map.entry("forward", Set.of("forward.http1", "upstream", "exchange")),
                            Map.entry("forward.http1", Set.of("exchange")),
                            Map.entry(
                                    "snapshot",
                                    Set.of(
                                            "config",
                                            "auth",
                                            "auth.apikey",
                                            "auth.jwt",
                                            "auth.jwt.fetch",
                                            "limit",
                                            "usage",
                                            "route",
                                            "upstream",
                                            "forward",
                                            "pem",
                                            "tenant",
                                            "exchange")),
                            Map.entry("store", Set.of("auth", "auth.apikey", "tenant", "exchange")),
                            Map.entry(
                                    "pipeline",
                                    Set.of(
                                            "snapshot",
                                            "auth",
                                            "limit",
                                            "usage",
                                            "route",
                                            "forward",
                                            "upstream",
                                            "tenant",
                                            "exchange")),
                            Map.entry("listener", Set.of("pipeline", "pem", "exchange")),
                            Map.entry(
                                    "observe",
                                    Set.of(
                                            "listener",
                                            "auth.apikey",
                                            "auth.jwt.fetch",
                                            "pipeline",
                                            "limit",
                                            "exchange",
                                            "tenant",
                                            "route",
                                            "upstream")),
                            Map.entry(
                                    "admin",
                                    Set.of(
                                            "json",
                                            "store",
                                            "snapshot",
                                            "config",
                                            "auth",
                                            "auth.apikey",
                                            "tenant",
                                            "limit",
                                            "route",
                                            "upstream",
                                            "exchange"))));

    /** Packages through which every request goes. */
    private static final String[] DATA_PATH = {
        ROOT + ".pipeline..",
        ROOT + ".exchange..",
        ROOT + ".route..",
        ROOT + ".auth..",
        ROOT + ".limit..",
        ROOT + ".usage..",
        ROOT + ".forward..",
        ROOT + ".listener.."
    };

    static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : GATEWAY) {
            names.add(
                    type.getPackageName().equals(ROOT)
                            ? ""
                            : type.getPackageName().substring(ROOT.length() + 1));
        }
        names.remove("");
        return names;
    }

    @ParameterizedTest
    @MethodSource("packages")
    void eachPackageImportsOnlyWhatItsRowNames(String name) {
        assertThat(LADDER).as("a package has a row in the ladder").containsKey(name);
        Set<String> allowed = LADDER.get(name);
        Set<String> used = new TreeSet<>();
        for (JavaClass type : GATEWAY) {
            if (type.getPackageName().equals(ROOT + "." + name)) {
                type.getDirectDependenciesFromSelf()
                        .forEach(
                                dependency -> {
                                    String target =
                                            dependency
                                                    .getTargetClass()
                                                    .getBaseComponentType()
                                                    .getPackageName();
                                    if (target.equals(ROOT)) {
                                        used.add("the composition root");
                                    } else if (target.startsWith(ROOT + ".")) {
                                        used.add(target.substring(ROOT.length() + 1));
                                    }
                                });
            }
        }
        used.remove(name);
        used.removeAll(allowed);
        assertThat(used).as("imports of %s beyond its row", name).isEmpty();
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(GATEWAY);
    }

    @Test
    void noPackageIsADrawerForOddments() {
        assertThat(packages())
                .noneMatch(
                        name ->
                                List.of("util", "common", "helper", "misc", "model", "impl")
                                        .contains(name.substring(name.lastIndexOf('.') + 1)));
    }

    @Test
    void eachLibraryHasOneHome() {
        home("io.micrometer..", "observe");
        home("io.prometheus..", "observe");
        home("org.snakeyaml..", "config");
        home("dev.harrel..", "config");
        home("java.sql..", "store");
        home("com.zaxxer..", "store");
        home("org.flywaydb..", "store");
        home("org.sqlite..", "store");
        home("org.postgresql..", "store");
        home("io.vertx.ext.web..", "admin");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Logging")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.logging..")
                .check(GATEWAY);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".auth..", ROOT + ".limit..", ROOT + ".route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.benmanes..")
                .check(GATEWAY);
    }

    private static void home(String library, String name) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(GATEWAY);
    }

    @Test
    void onlyTheGuardsTouchTheInsidesOfVertx() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(WireGuard|UpstreamGuard)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx.core.impl..",
                        "io.vertx.core.net.impl..",
                        "io.vertx.core.http.impl..",
                        "io.vertx.core.internal..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.netty.channel.ChannelPipeline")
                .check(GATEWAY);
    }

    @Test
    void serversAndClientsAreOpenedOnlyWhereTheyBelong() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".listener..", ROOT + ".observe..", ROOT + ".admin..")
                .should()
                .callMethodWhere(callsNamed("createHttpServer"))
                .check(GATEWAY);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".forward..", ROOT + ".upstream..", ROOT + ".auth.jwt.fetch..")
                .should()
                .callMethodWhere(callsNamed("createHttpClient", "httpClientBuilder"))
                .check(GATEWAY);
    }

    @Test
    void nothingOnTheDataPathBlocks() {
        noClasses()
                .that()
                .resideInAnyPackage(DATA_PATH)
                .should()
                .callMethodWhere(blocks())
                .check(GATEWAY);
        noClasses()
                .that()
                .resideInAnyPackage(DATA_PATH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(GATEWAY);
    }

    /** A word of the configuration that nobody reads would be accepted and do nothing. */
    @Test
    void eachConfiguredValueIsReadOutsideOfTheConfiguration() {
        Set<String> unread = new TreeSet<>();
        for (JavaClass type : GATEWAY) {
            if (type.isRecord() && isSection(type.getName())) {
                type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !isReadOutside(type.getMethod(field.getName())))
                        .forEach(field -> unread.add(named(type, field.getName())));
            }
        }
        assertThat(unread)
                .containsExactlyInAnyOrder(
                        // What clusters and routes start from: their own values are read.
                        "GatewayConfig.retry",
                        "GatewayConfig.upstream",
                        "RetryConfig.attempts",
                        "RetryConfig.budget",
                        "SizesConfig.bodies");
    }

    private static boolean isSection(String type) {
        return type.matches(
                "io\\.raygate\\.config\\.(?!Loaded|Effective)\\w+Config(\\$(?!Around|Path).+)?");
    }

    private static String named(JavaClass type, String field) {
        return type.getName().substring((ROOT + ".config.").length()) + "." + field;
    }

    private static boolean isReadOutside(JavaMethod accessor) {
        return accessor.getAccessesToSelf().stream()
                .anyMatch(call -> !call.getOriginOwner().getPackageName().equals(ROOT + ".config"));
    }

    @Test
    void stagesAreKnownToThePipelineAlone() {
        classes()
                .that()
                .haveSimpleNameStartingWith("Stage")
                .and()
                .resideInAPackage(ROOT + ".pipeline")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(ROOT + ".pipeline")
                .check(GATEWAY);
    }

    private static DescribedPredicate<JavaMethodCall> callsNamed(String... names) {
        return DescribedPredicate.describe(
                "calls " + String.join(" or ", names),
                call -> List.of(names).contains(call.getName()));
    }

    private static DescribedPredicate<JavaMethodCall> blocks() {
        return DescribedPredicate.describe(
                "blocks",
                call -> {
                    String owner = call.getTargetOwner().getName();
                    String name = call.getName();
                    return switch (owner) {
                        case "java.lang.Thread" -> name.equals("sleep") || name.equals("join");
                        case "io.vertx.core.Future" -> name.equals("await");
                        case "java.util.concurrent.CompletableFuture",
                                "java.util.concurrent.Future" ->
                                name.equals("get") || name.equals("join");
                        case "java.lang.Object" -> name.equals("wait");
                        default -> false;
                    };
                });
    }
}
