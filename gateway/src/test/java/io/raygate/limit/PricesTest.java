package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What tokens and time cost. */
class PricesTest {
    private static final Price PRICE =
            new Price("EUR", 2_500_000, 1_250_000, 10_000_000, 12_000_000);

    @Test
    void eachTokenHasThePriceOfItsKind() {
        assertThat(PRICE.of(new Usage(1_000, 400, 100, 30))).isEqualTo(1_500 + 500 + 700 + 360);
    }

    @Test
    void aPartOfAMillionthIsAWholeOne() {
        assertThat(PRICE.of(new Usage(1, 0, 0, 0))).isEqualTo(3);
        assertThat(PRICE.of(Usage.NONE)).isZero();
    }

    @Test
    void whatMakesNoSenseCostsNoLessThanNothing() {
        assertThat(PRICE.of(new Usage(10, 20, 0, 5))).isPositive();
        assertThat(PRICE.of(new Usage(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0)))
                .isGreaterThan(1_000_000_000_000L);
    }

    @Test
    void otherModelsHaveThePriceOfAllOthers() {
        Prices prices = new Prices(Map.of("m", PRICE));
        assertThat(prices.of("m")).isEqualTo(PRICE);
        assertThat(prices.of("n")).isNull();
        assertThat(prices.of(null)).isNull();
        assertThat(new Prices(Map.of(Prices.OTHERS, PRICE)).of("n")).isEqualTo(PRICE);
    }

    @Test
    void gpusAreThoseOfTheRouteOrOfTheClusterThatServed() {
        Map<String, Long> clusters = Map.of("one", 500L, "two", 8_000L);
        long second = 1_000_000_000;
        assertThat(new Gpus(-1, clusters).milliSeconds(3 * second, "one")).isEqualTo(1_500);
        assertThat(new Gpus(-1, clusters).milliSeconds(second, "two")).isEqualTo(8_000);
        assertThat(new Gpus(-1, clusters).milliSeconds(second, null)).isZero();
        assertThat(new Gpus(2_000, clusters).milliSeconds(second, "two")).isEqualTo(2_000);
        assertThat(new Gpus(0, clusters).milliSeconds(second, "two")).isZero();
        assertThat(new Gpus(-1, clusters).most()).isEqualTo(8_000);
    }
}
