package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** However a stream is cut, its usage and the bytes that the client sees are the same. */
class EventMeterPropertyTest {

    /**
     * An event with what should become of it.
     *
     * @param told what it says; null: nothing
     */
    record Event(String text, boolean hidden, @Nullable Usage told, int pieces) {}

    @Property(tries = 2_000)
    void anyCutGivesTheSame(
            @ForAll("streams") List<Event> events, @ForAll("cuts") List<Integer> cuts) {
        var all = new StringBuilder();
        var shown = new StringBuilder();
        Usage told = null;
        int pieces = 0;
        for (Event event : events) {
            all.append(event.text());
            shown.append(event.hidden() ? "" : event.text());
            told = event.told() == null ? told : event.told();
            pieces += event.pieces();
        }
        var hiding = new EventMeter(true);
        assertThat(through(hiding, all.toString(), cuts)).isEqualTo(shown.toString());
        var plain = new EventMeter(false);
        assertThat(through(plain, all.toString(), cuts)).isEqualTo(all.toString());
        Usage counted = pieces == 0 ? null : new Usage(0, 0, pieces, 0);
        assertThat(hiding.usage()).isEqualTo(told == null ? counted : told);
        assertThat(plain.usage()).isEqualTo(hiding.usage());
        assertThat(plain.exact()).isEqualTo(told != null);
    }

    /** The same of bytes that make no sense, against what they give in one piece. */
    @Property(tries = 5_000)
    void anyCutOfNonsenseGivesTheSame(
            @ForAll("nonsense") List<String> words, @ForAll("cuts") List<Integer> cuts) {
        String stream = String.join("", words);
        var whole = new EventMeter(true);
        var cut = new EventMeter(true);
        assertThat(through(cut, stream, cuts)).isEqualTo(Answers.through(whole, stream));
        assertThat(cut.usage()).isEqualTo(whole.usage());
        assertThat(cut.exact()).isEqualTo(whole.exact());
    }

    /** A bounded stream passes up to the piece that is too much, whole events alone. */
    @Property(tries = 2_000)
    void aBoundedStreamEndsBeforeThePieceThatIsTooMuch(
            @ForAll("streams") List<Event> events,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(max = 6) int most,
            @ForAll boolean hides) {
        var all = new StringBuilder();
        var shown = new StringBuilder();
        int pieces = 0;
        for (Event event : events) {
            all.append(event.text());
            pieces += event.pieces();
            shown.append(pieces > most || (hides && event.hidden()) ? "" : event.text());
        }
        var asked = new AtomicInteger();
        var meter = new EventMeter(hides, (usage, exact) -> asked.incrementAndGet() <= most);
        assertThat(through(meter, all.toString(), cuts)).isEqualTo(shown.toString());
        assertThat(meter.isCut()).isEqualTo(pieces > most);
    }

    /** The same of bytes that make no sense. */
    @Property(tries = 5_000)
    void anyCutOfBoundedNonsenseGivesTheSame(
            @ForAll("nonsense") List<String> words,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(max = 3) int most) {
        String stream = String.join("", words);
        var whole = new EventMeter(true, (usage, exact) -> usage.output() <= most);
        var cut = new EventMeter(true, (usage, exact) -> usage.output() <= most);
        assertThat(through(cut, stream, cuts)).isEqualTo(Answers.through(whole, stream));
        assertThat(cut.isCut()).isEqualTo(whole.isCut());
        assertThat(cut.usage()).isEqualTo(whole.usage());
    }

    private static String through(UsageMeter meter, String stream, List<Integer> cuts) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        Buffer seen = Buffer.buffer();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int length = Math.min(cuts.get(i % cuts.size()), bytes.length - at);
            seen.appendBuffer(meter.pass(Buffer.buffer().appendBytes(bytes, at, length)));
            at += length;
        }
        return seen.appendBuffer(meter.end(Buffer.buffer())).toString();
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 9), Arbitraries.just(200))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<Event>> streams() {
        Arbitrary<String> ends = Arbitraries.of("\n", "\r\n", "\r");
        return Combinators.combine(events().list().ofMaxSize(12), ends)
                .as((events, end) -> events.stream().map(event -> ending(event, end)).toList());
    }

    private static Event ending(Event event, String end) {
        String text = event.text().replace("\n", end);
        return new Event(text, event.hidden(), event.told(), event.pieces());
    }

    private static Arbitrary<Event> events() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new Event(": ping\n\n", false, null, 0),
                        new Event("\n", false, null, 0),
                        new Event("data: [DONE]\n\n", false, null, 0),
                        chunk("[{\"text\":\"ü\"}],\"usage\":null", false, null, 1),
                        chunk("[{\"text\":\"\\\"usage\\\":{}\"}]", false, null, 1),
                        chunk("[],\"usage\":null", false, null, 0)),
                Arbitraries.longs().between(0, 2_000).map(EventMeterPropertyTest::told),
                Arbitraries.longs().between(0, 2_000).map(EventMeterPropertyTest::running),
                Arbitraries.longs().between(0, 2_000).map(EventMeterPropertyTest::completed));
    }

    private static Event told(long tokens) {
        String usage = "{\"prompt_tokens\":7,\"completion_tokens\":" + tokens + "}";
        return chunk("[],\"usage\":" + usage, true, new Usage(7, 0, tokens, 0), 0);
    }

    private static Event running(long tokens) {
        String usage = "{\"completion_tokens\":" + tokens + ",\"prompt_tokens\":7}";
        return chunk("[{\"delta\":{}}],\"usage\":" + usage, false, new Usage(7, 0, tokens, 0), 1);
    }

    private static Event chunk(String rest, boolean hidden, @Nullable Usage told, int pieces) {
        return new Event("data: {\"id\":\"c\",\"choices\":" + rest + "}\n\n", hidden, told, pieces);
    }

    private static Event completed(long tokens) {
        String text =
                "event: response.completed\ndata: {\"response\":{\"usage\":{\"input_tokens\":9,"
                        + "\"output_tokens\":"
                        + tokens
                        + "}}}\n\n";
        return new Event(text, false, new Usage(9, 0, tokens, 0), 0);
    }

    @Provide
    Arbitrary<List<String>> nonsense() {
        return Arbitraries.of(
                        "\n",
                        "\r",
                        "\n\n",
                        "data:",
                        "data: ",
                        "d",
                        ":",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "\"choices\"",
                        "\"usage\"",
                        "\"delta\"",
                        "\"prompt_tokens\"",
                        "1",
                        "\"",
                        "\\",
                        " ",
                        "{\"choices\":[],",
                        "\"usage\":{\"prompt_tokens\":2}}",
                        "null")
                .list()
                .ofMaxSize(24);
    }
}
