package io.raygate.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Fields;
import io.raygate.exchange.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of a head tell of the cost. */
class HeaderMeterTest {
    private final HeaderMeter meter = new HeaderMeter("X-Tokens-In", "X-Cached", "X-Tokens", null);

    @Test
    void theNamedFieldsAreCounted() {
        assertThat(meter.usage(head("x-tokens-in", "120", "x-cached", "100", "x-tokens", "7")))
                .isEqualTo(new Usage(120, 100, 7, 0));
    }

    @Test
    void oneFieldIsEnough() {
        assertThat(meter.usage(head("x-tokens", "0"))).isEqualTo(Usage.NONE);
    }

    @Test
    void noFieldTellsNothing() {
        assertThat(meter.usage(head("x-other", "7"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.5", "0x1", "01", "1 2", "1,2", "1000000000001", "٣"})
    void anotherThanADecimalNumberTellsNothing(String value) {
        assertThat(meter.usage(head("x-tokens-in", "5", "x-tokens", value))).isNull();
    }

    @Test
    void aFieldThatComesTwiceTellsNothing() {
        assertThat(meter.usage(head("x-tokens", "7", "X-Tokens", "7"))).isNull();
    }

    @Test
    void aPartBeyondItsWholeTellsNothing() {
        assertThat(meter.usage(head("x-tokens-in", "5", "x-cached", "6"))).isNull();
    }

    private static Fields head(String... namesAndValues) {
        var fields = new Fields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
