package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses within and beside their blocks. */
class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0, 8, 10.255.255.255, true",
        "10.0.0.0, 8, 11.0.0.0, false",
        "10.0.0.0, 8, 9.255.255.255, false",
        "10.9.8.7, 8, 10.1.1.1, true",
        "192.0.2.0, 25, 192.0.2.127, true",
        "192.0.2.0, 25, 192.0.2.128, false",
        "192.0.2.128, 25, 192.0.2.128, true",
        "192.0.2.1, 32, 192.0.2.1, true",
        "192.0.2.1, 32, 192.0.2.0, false",
        "192.0.2.1, 31, 192.0.2.0, true",
        "0.0.0.0, 0, 203.0.113.9, true",
        "0.0.0.0, 0, 2001:db8::1, false",
        "::, 0, 203.0.113.9, false",
        "::, 0, 2001:db8::1, true",
        "2001:db8::, 33, 2001:db8:7fff::1, true",
        "2001:db8::, 33, 2001:db8:8000::1, false",
        "10.0.0.0, 8, ::ffff:10.1.1.1, true",
        "::ffff:10.0.0.0, 8, 10.1.1.1, true",
    })
    void containsExactlyItsBlock(String network, int bits, String candidate, boolean within) {
        InetAddress address = Objects.requireNonNull(AddressRange.address(candidate));
        assertThat(new AddressRange(InetAddress.ofLiteral(network), bits).contains(address))
                .isEqualTo(within);
    }

    @Test
    void aNameIsNoAddress() {
        assertThat(AddressRange.address("localhost")).isNull();
        assertThat(AddressRange.address("")).isNull();
    }

    @Test
    void refusesAPrefixLongerThanTheAddress() {
        InetAddress four = InetAddress.ofLiteral("10.0.0.0");
        assertThatThrownBy(() -> new AddressRange(four, 33))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressRange(four, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
