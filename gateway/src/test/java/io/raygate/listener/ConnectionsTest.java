package io.raygate.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.IpAddress;
import io.raygate.exchange.IpAddressParser;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caps of S-83 and the descriptors of S-104. */
class ConnectionsTest {
    private static final IpAddress ONE = address("192.0.2.1");
    private static final IpAddress OTHER = address("2001:db8::1");

    @Test
    void refusesOverTheMostOfAll() {
        var connections = new Connections(new ConnectionCaps(2, 0, peer -> false));
        assertThat(connections.enter(ONE)).isNull();
        assertThat(connections.enter(OTHER)).isNull();
        assertThat(connections.enter(ONE)).isEqualTo("max");
        connections.leave(OTHER);
        assertThat(connections.enter(ONE)).isNull();
        assertThat(connections.open()).isEqualTo(2);
    }

    @Test
    void refusesOverTheMostOfOneAddress() {
        var connections = new Connections(new ConnectionCaps(10, 2, peer -> false));
        assertThat(connections.enter(ONE)).isNull();
        assertThat(connections.enter(ONE)).isNull();
        assertThat(connections.enter(ONE)).isEqualTo("per_address");
        assertThat(connections.enter(OTHER)).isNull();
        assertThat(connections.enter(null)).isNull();
        connections.leave(ONE);
        assertThat(connections.enter(ONE)).isNull();
        assertThat(connections.open()).isEqualTo(4);
    }

    @Test
    void aRefusalIsNotCounted() {
        var connections = new Connections(new ConnectionCaps(10, 1, peer -> false));
        assertThat(connections.enter(ONE)).isNull();
        for (int i = 0; i < 100; i++) {
            assertThat(connections.enter(ONE)).isEqualTo("per_address");
        }
        assertThat(connections.open()).isEqualTo(1);
        connections.leave(ONE);
        assertThat(connections.enter(ONE)).isNull();
    }

    /** S-104: two descriptors for each connection, and 1,024 for all else. */
    @ParameterizedTest
    @CsvSource({
        "10000, 21024, 10000",
        "10000, 21023, 9999",
        "10000, 1048576, 10000",
        "10000, 4096, 1536",
        "10000, 1024, 1",
        "10000, -1, 10000",
    })
    void lowersTheCapToWhatDescriptorsCarry(int max, long descriptors, int carried) {
        var caps = new ConnectionCaps(max, 256, peer -> false).within(descriptors);
        assertThat(caps.max()).isEqualTo(carried);
        assertThat(caps.perAddress()).isEqualTo(256);
    }

    private static IpAddress address(String text) {
        return Objects.requireNonNull(IpAddressParser.parse(text));
    }
}
