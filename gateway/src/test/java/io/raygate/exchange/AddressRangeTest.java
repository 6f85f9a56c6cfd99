package io.raygate.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ranges, the ground of S-33. */
class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255",
        "10.1.2.3/8, 10.0.0.0",
        "10.0.0.0/8, ::ffff:10.1.2.3",
        "::ffff:10.0.0.0/104, 10.1.2.3",
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0/0, 255.255.255.255",
        "::/0, fe80::1",
        "::ffff:0:0/96, 1.2.3.4",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::/64, 2001:0db8:0:0:ffff::1",
        "::1, 0:0:0:0:0:0:0:1",
        "fd00::8000:0:0:0/65, fd00::8000:0:0:1",
        "10.0.0.128/25, 10.0.0.200",
    })
    void holdsTheAddressesOfItsNetwork(String range, String address) {
        assertThat(range(range).contains(address(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "0.0.0.0/0, ::1",
        "::/0, 1.2.3.4",
        "::/0, ::ffff:1.2.3.4",
        "::/95, 1.2.3.4",
        "0.0.0.0/0, ::ffff:0:1:2",
        "10.0.0.128/25, 10.0.0.127",
        "2001:db8::/32, 2001:db9::1",
        "fd00::/65, fd00::8000:0:0:0",
        "127.0.0.1, 127.0.0.2",
    })
    void leavesOutAllOthers(String range, String address) {
        assertThat(range(range).contains(address(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "/8",
                "10.0.0.0/8/8",
                "::/129",
                "10.0.0/8",
                "10.0.0.0 /8",
                "10.0.0.0/a",
                "10.0.0.0/99999999999",
            })
    void refusesWhatIsNoRange(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "1.2.3.04",
                "01.2.3.4",
                "0x1.2.3.4",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                " 1.2.3.4",
                "1.2.3.4 ",
                "2130706433",
                "localhost",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1:",
                ":1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "g::",
                "::1.2.3",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "fe80::1%eth0",
                "[::1]",
                "::/0",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1:::2",
                "1::2:",
                "::ffff:1.2.3.256",
                "1:2:3:4:5:6:7:8:",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8::",
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(IpAddressParser.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 1.2.3.4",
        "::ffff:1.2.3.4, 1.2.3.4",
        "::ffff:102:304, 1.2.3.4",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "1::, 1::",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304",
        "1::8, 1::8",
        "1:0:0:2:0:0:3:4, 1::2:0:0:3:4",
        "1:0:2:0:0:3:0:4, 1:0:2::3:0:4",
        "0:0:0:1:0:0:0:0, 0:0:0:1::",
        "::1:0:0:0, ::1:0:0:0",
        "1:2::7:8, 1:2::7:8",
        "1:2:3::6:7:8, 1:2:3::6:7:8",
        "1:2:3:4::8, 1:2:3:4::8",
        "1:2:3:4:5::8, 1:2:3:4:5::8",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    })
    void writesTheShortestForm(String text, String shortest) {
        assertThat(address(text)).hasToString(shortest);
        assertThat(address(shortest)).isEqualTo(address(text));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0, 8", "2001:db8::, 32", "::1, 128", "0.0.0.0, 0"})
    void isTheSameFromAParsedNetwork(String network, int prefix) {
        assertThat(AddressRange.of(InetAddress.ofLiteral(network), prefix))
                .isEqualTo(range(network + "/" + prefix));
    }

    private static AddressRange range(String text) {
        return requireNonNull(AddressRange.parse(text));
    }

    private static IpAddress address(String text) {
        return requireNonNull(IpAddressParser.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 129})
    void hasBetween0And128Bits(int bits) {
        assertThatThrownBy(() -> new AddressRange(address("::1"), bits))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
