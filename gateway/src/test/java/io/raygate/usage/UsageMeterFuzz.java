package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * Fuzz target: the bytes of an answer, of events with a hidden one, of a bounded stream, of events,
 * or of JSON, as the first byte says. What is read and shown must not depend on the pieces in which
 * they come.
 */
public final class UsageMeterFuzz {
    private UsageMeterFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] answer = Arrays.copyOfRange(data, 1, data.length);
        UsageMeter whole = meter(data[0]);
        byte[] shown = Answers.through(whole, answer, data.length).getBytes();
        for (int step : new int[] {1, 7}) {
            UsageMeter cut = meter(data[0]);
            assertThat(Answers.through(cut, answer, step).getBytes()).isEqualTo(shown);
            assertThat(cut.usage()).isEqualTo(whole.usage());
            assertThat(cut.exact()).isEqualTo(whole.exact());
            assertThat(cut.isCut()).isEqualTo(whole.isCut());
        }
        if (data[0] != 'h' && !whole.isCut()) {
            assertThat(shown).isEqualTo(answer);
        }
    }

    private static UsageMeter meter(byte kind) {
        return switch (kind) {
            case 'h' -> new EventMeter(true);
            case 'b' -> new EventMeter(false, (usage, exact) -> usage.output() <= 3);
            case 'e' -> new EventMeter(false);
            default -> new JsonMeter();
        };
    }
}
