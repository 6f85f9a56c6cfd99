package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a stream of events, and which event the client does not see. */
class EventMeterTest {
    private static final String PIECE = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String USAGE = "{\"prompt_tokens\":3,\"completion_tokens\":4}";
    private static final String TOLD = "data: {\"choices\":[],\"usage\":" + USAGE + "}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final Usage FOUR = new Usage(3, 0, 4, 0);

    private final EventMeter hiding = new EventMeter(true);
    private final EventMeter plain = new EventMeter(false);

    static Stream<Arguments> recorded() {
        return Stream.of(
                Arguments.of("chat.events", new Usage(19, 16, 10, 4)),
                Arguments.of("completions.events", new Usage(5, 0, 2, 0)),
                Arguments.of("responses.events", new Usage(37, 0, 11, 0)));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedStreamsTellTheirUsageHoweverTheyAreCut(String name, Usage usage) {
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            String stream = Answers.recorded(name).replace("\n", lineEnd);
            byte[] answer = stream.getBytes(StandardCharsets.UTF_8);
            String shown = stream.replaceAll("data: [^\r\n]*\"choices\":\\[],[^\r\n]*\\R\\R", "");
            for (int step = 1; step <= answer.length; step++) {
                var all = new EventMeter(false);
                assertThat(Answers.through(all, answer, step).getBytes()).isEqualTo(answer);
                assertThat(all.usage()).isEqualTo(usage);
                assertThat(all.exact()).isTrue();
                var hides = new EventMeter(true);
                assertThat(Answers.through(hides, answer, step)).hasToString(shown);
                assertThat(hides.usage()).isEqualTo(usage);
            }
        }
    }

    @Test
    void whatIsNotHiddenPassesUncopied() {
        Buffer data = Buffer.buffer(PIECE + PIECE);
        assertThat(hiding.pass(data)).isSameAs(data);
        Buffer told = Buffer.buffer(PIECE + TOLD + PIECE.substring(0, 9));
        assertThat(plain.pass(told)).isSameAs(told);
        assertThat(plain.end(told)).isSameAs(told);
    }

    @Test
    void theChunkWithNothingButTheUsageIsHidden() {
        assertThat(Answers.through(hiding, PIECE + TOLD + DONE)).isEqualTo(PIECE + DONE);
        assertThat(hiding.usage()).isEqualTo(FOUR);
    }

    @Test
    void theChunkIsHiddenWhereverItStandsInManyBytes() {
        String many = PIECE.repeat(200);
        assertThat(Answers.through(hiding, many + TOLD + many + DONE))
                .isEqualTo(many + many + DONE);
        assertThat(hiding.usage()).isEqualTo(FOUR);
    }

    @Test
    void theChunkIsHiddenAlsoWhereItsNumbersAreNone() {
        String odd = TOLD.replace("3", "-3");
        assertThat(Answers.through(hiding, PIECE + odd + DONE)).isEqualTo(PIECE + DONE);
        assertThat(hiding.exact()).isFalse();
    }

    @Test
    void theChunkIsHiddenAlsoAtTheEndWithoutABlankLine() {
        assertThat(Answers.through(hiding, PIECE + TOLD.strip())).isEqualTo(PIECE);
        assertThat(hiding.usage()).isEqualTo(FOUR);
    }

    @Test
    void theChunkIsHiddenAlsoWhereItsDataHasSeveralLines() {
        String lines = TOLD.replace("[]", "[\ndata:]").replace("\"usage\":", "\"usage\":\ndata: ");
        assertThat(Answers.through(hiding, lines + DONE)).isEqualTo(DONE);
        assertThat(hiding.usage()).isEqualTo(FOUR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[],\"usage\":null}\n\n",
                "data: {\"choices\":[],\"prompt_filter_results\":[{\"usage\":1}]}\n\n",
                "data: {\"choices\":[{}],\"usage\":{}}\n\n",
                "data: {\"choices\":[0],\"usage\":{}}\n\n",
                "data: {\"choices\":null,\"usage\":{}}\n\n",
                "data: {\"usage\":{}}\n\n",
                "data: {\"choices\":[],\"usage\":{}\n\n",
                "data: {\"choices\":[],\"usage\":{}}}\n\n",
                "datum: {\"choices\":[],\"usage\":{}}\n\n",
                ": {\"choices\":[],\"usage\":{}}\n\n",
                "{\"choices\":[],\"usage\":{}}\n\n",
                "data: {\"choices\":[],\"choices\":[1],\"usage\":{}}\n\n",
                "data: {\"x\":{\"choices\":[1]},\"choices\":[],\"usage\":{}}\n\n",
                "data: \"usage\"\n\n",
                "\n\n\r\n\r\r"
            })
    void everyOtherEventPasses(String event) {
        assertThat(Answers.through(hiding, event)).isEqualTo(event);
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        assertThat(Answers.through(new EventMeter(true), bytes, 1)).hasToString(event);
    }

    @Test
    void theLastUsageCountsThatIsNotNull() {
        String earlier = PIECE.replace("]}", "],\"usage\":{\"prompt_tokens\":1}}");
        String none = PIECE.replace("]}", "],\"usage\":null}");
        Answers.through(plain, earlier + TOLD + none + DONE);
        assertThat(plain.usage()).isEqualTo(FOUR);
    }

    @Test
    void aDoubtfulLastUsageLeavesWhatPassed() {
        Answers.through(plain, PIECE + TOLD + TOLD.replace("4", "-4"));
        assertThat(plain.usage()).isEqualTo(new Usage(0, 0, 1, 0));
        assertThat(plain.exact()).isFalse();
    }

    @Test
    void aStreamThatWasCutCostsThePiecesThatPassed() {
        String chat = Answers.recorded("chat.events");
        plain.pass(Buffer.buffer(chat.substring(0, chat.indexOf("\"choices\":[],"))));
        assertThat(plain.usage()).isEqualTo(new Usage(0, 0, 6, 0));
        assertThat(plain.exact()).isFalse();
    }

    @Test
    void deltasOfTheResponsesApiAreThePieces() {
        String responses = Answers.recorded("responses.events");
        int last = responses.indexOf("event: response.completed");
        plain.pass(Buffer.buffer(responses.substring(0, last)));
        assertThat(plain.usage()).isEqualTo(new Usage(0, 0, 3, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ": ping\n\n",
                DONE,
                "data: {\"choices\":[]}\n\n",
                "data: {\"choices\": [ ]}\n\n",
                "data: {\"choices\":[],\"delta\":1}\n\n",
                "data: {\"text\":\"\\\"choices\",\"n\":[1]}\n\n",
                "event: \"delta\"\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"unended\"}}]}\n"
            })
    void whatBringsNoContentCostsNothing(String events) {
        plain.pass(Buffer.buffer(events));
        assertThat(plain.usage()).isNull();
        assertThat(plain.exact()).isFalse();
    }

    @Test
    void anEventPassesAsSoonAsItCannotBeTheHiddenOne() {
        assertThat(hiding.pass(Buffer.buffer("data: {\"choices\":["))).hasToString("");
        assertThat(hiding.pass(Buffer.buffer("{\"a"))).hasToString("data: {\"choices\":[{\"a");
        assertThat(hiding.pass(Buffer.buffer("\":\""))).hasToString("\":\"");
        assertThat(hiding.pass(Buffer.buffer("\"}]}\n\ndata:"))).hasToString("\"}]}\n\n");
        assertThat(hiding.end(Buffer.buffer())).hasToString("data:");
    }

    @Test
    void aLongEventPassesUnreadFromTheBoundOn() {
        String start = "data: {\"choices\":[],\"usage\":" + USAGE + ",\"x\":\"";
        String filler = "x".repeat(EventMeter.LONGEST - start.length());
        assertThat(hiding.pass(Buffer.buffer(start + filler))).hasToString("");
        assertThat(hiding.pass(Buffer.buffer("y"))).hasToString(start + filler + "y");
        assertThat(hiding.pass(Buffer.buffer("\"}\n\n" + TOLD))).hasToString("\"}\n\n");
        assertThat(hiding.usage()).isEqualTo(FOUR);
    }

    @Test
    void anEventOfExactlyTheBoundIsRead() {
        String start = "data: {\"choices\":[],\"usage\":" + USAGE + ",\"x\":\"";
        String end = "\"}\n\n";
        String filler = "x".repeat(EventMeter.LONGEST - start.length() - end.length());
        assertThat(Answers.through(hiding, start + filler + end)).isEmpty();
        String longer = start + filler + "x" + end;
        var other = new EventMeter(true);
        assertThat(Answers.through(other, longer)).isEqualTo(longer);
        assertThat(other.usage()).isNull();
    }
}
