package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Refusals;
import io.raygate.limit.CalendarClock;
import io.raygate.limit.LimitBook;
import io.raygate.limit.LimitLedger;
import io.raygate.tenant.Tenants;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document and the code say the same. */
class ApiDocumentTest {
    private static final ApiDocument DOCUMENT = new ApiDocument();

    private static List<Operation> operations() {
        return Api.operations(
                new AdminParts(
                        () -> {
                            throw new AssertionError("nothing is in force");
                        },
                        null,
                        new AdminParts.Limited(
                                new LimitLedger(
                                        new LimitBook(0),
                                        () -> 0,
                                        new CalendarClock(() -> Instant.EPOCH, () -> 0)),
                                new Tenants(),
                                new Refusals()),
                        Map.of(),
                        () -> Instant.EPOCH,
                        () -> 0,
                        new SplittableRandom(1)));
    }

    private static String need(Need need) {
        return switch (need) {
            case Need.Nothing() -> "nothing";
            case Need.BootstrapSecret() -> "bootstrapSecret";
            case Need.ReportSignature() -> "githubSignature";
            case Need.AnyCredential() -> "[]";
            case Need.Owner() -> "owner";
            case Need.OneOf(var scopes) ->
                    scopes.stream().map(AdminScope::word).sorted().toList().toString();
        };
    }

    private static String need(ApiDocument.Described one) {
        if (one.isOpen()) {
            return "nothing";
        }
        if (one.operation().containsKey("security")) {
            JsonArray schemes = one.operation().getJsonArray("security");
            return schemes.getJsonObject(0).fieldNames().iterator().next();
        }
        return one.isForOwnersOnly() ? "owner" : one.scopes().stream().sorted().toList().toString();
    }

    @Test
    void describesEachOperationAndItsNeed() {
        Set<String> described = new TreeSet<>();
        DOCUMENT.operations()
                .forEach(
                        one ->
                                described.add(
                                        one.name()
                                                + " "
                                                + one.method()
                                                + " "
                                                + one.path()
                                                + " "
                                                + need(one)));
        Set<String> built = new TreeSet<>();
        operations()
                .forEach(
                        one ->
                                built.add(
                                        one.name()
                                                + " "
                                                + one.method()
                                                + " "
                                                + one.path()
                                                + " "
                                                + need(one.need())));
        assertThat(built).isEqualTo(described);
    }

    @Test
    void describesEachParameter() {
        Map<String, Set<String>> built =
                operations().stream()
                        .collect(Collectors.toMap(Operation::name, Operation::parameters));
        for (ApiDocument.Described one : DOCUMENT.operations()) {
            Set<String> described = new TreeSet<>();
            for (Object parameter : one.operation().getJsonArray("parameters", new JsonArray())) {
                JsonObject resolved = resolved((JsonObject) parameter);
                if (resolved.getString("in").equals("query")) {
                    described.add(resolved.getString("name"));
                }
            }
            assertThat(described).as(one.name()).isEqualTo(built.get(one.name()));
        }
    }

    private static JsonObject resolved(JsonObject parameter) {
        String ref = parameter.getString("$ref", "");
        return ref.isEmpty()
                ? parameter
                : DOCUMENT.json()
                        .getJsonObject("components")
                        .getJsonObject("parameters")
                        .getJsonObject(ref.substring(ref.lastIndexOf('/') + 1));
    }

    @Test
    void listsEachCodeAndRole() {
        JsonObject schemas = DOCUMENT.json().getJsonObject("components").getJsonObject("schemas");
        assertThat(
                        schemas.getJsonObject("Problem")
                                .getJsonObject("properties")
                                .getJsonObject("code")
                                .getJsonArray("enum"))
                .containsExactlyElementsOf(words(ProblemCode::word, ProblemCode.values()));
        assertThat(schemas.getJsonObject("Role").getJsonArray("enum"))
                .containsExactlyElementsOf(words(Role::word, Role.values()));
    }

    private static <T> List<Object> words(Function<T, String> word, T[] values) {
        return Arrays.stream(values).<Object>map(word).toList();
    }

    /** An example that does not fit would be copied by everybody. */
    @Test
    void givesExamplesThatFit() {
        int checked = 0;
        for (ApiDocument.Described one : DOCUMENT.operations()) {
            JsonObject body = one.operation().getJsonObject("requestBody", new JsonObject());
            checked += check(body.getJsonObject("content", new JsonObject()));
            for (Map.Entry<String, Object> response : one.operation().getJsonObject("responses")) {
                JsonObject answer = (JsonObject) response.getValue();
                checked += check(answer.getJsonObject("content", new JsonObject()));
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    private static int check(JsonObject content) {
        int checked = 0;
        for (Map.Entry<String, Object> type : content) {
            JsonObject media = (JsonObject) type.getValue();
            JsonObject schema = media.getJsonObject("schema");
            for (JsonObject example : examples(media)) {
                assertThat(DOCUMENT.faults(schema, example.encode()))
                        .as(example.encode())
                        .isEmpty();
                checked++;
            }
        }
        return checked;
    }

    private static List<JsonObject> examples(JsonObject media) {
        Supplier<List<JsonObject>> many =
                () ->
                        media.getJsonObject("examples", new JsonObject()).stream()
                                .map(one -> ((JsonObject) one.getValue()).getJsonObject("value"))
                                .toList();
        return media.containsKey("example") ? List.of(media.getJsonObject("example")) : many.get();
    }
}
