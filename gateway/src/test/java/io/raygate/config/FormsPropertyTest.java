package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The forms of single values: what is written comes back, and nothing else is read. */
class FormsPropertyTest {
    private static final List<Form<?>> ALL =
            List.of(
                    Durations.upTo(Duration.ofDays(366)),
                    Sizes.upTo(Sizes.GIB),
                    new ByteRates(Sizes.GIB),
                    new Rates(1_000_000),
                    new Shares(100),
                    new Counts(0, 100),
                    Cidr.FORM,
                    ListenAddress.FORM,
                    Hosts.FORM,
                    Hosts.OR_WILDCARD,
                    Endpoints.FORM,
                    HttpPaths.EXACT,
                    HttpPaths.PREFIX,
                    Origins.FORM,
                    Instants.FORM,
                    KeyHashes.FORM,
                    BaseUris.FORM,
                    Methods.FORM,
                    Scopes.FORM,
                    FieldNames.REQUEST,
                    Texts.FIELD_VALUE);

    private static <T> void comesBack(Form<T> form, T value) {
        assertThat(form.parse(form.show(value).toString())).isEqualTo(Parsed.of(value));
    }

    private static void refuses(Form<?> form, String text) {
        assertThat(form.parse(text)).as(text).isInstanceOf(Parsed.Wrong.class);
    }

    @Property
    void readDurationsAsTheyAreWritten(
            @ForAll @LongRange(min = 1, max = 31_622_400_000L) long millis) {
        comesBack(Durations.upTo(Duration.ofDays(366)), Duration.ofMillis(millis));
    }

    @Property
    void readSizesAsTheyAreWritten(@ForAll @LongRange(min = 1, max = 1L << 40) long bytes) {
        comesBack(Sizes.upTo(1L << 40), bytes);
    }

    @Property
    void readRatesAsTheyAreWritten(
            @ForAll @IntRange(min = 1, max = 1_000_000) int amount,
            @ForAll("periods") Duration period) {
        comesBack(new Rates(1_000_000), new Rate(amount, period));
    }

    @Provide
    Arbitrary<Duration> periods() {
        return Arbitraries.of(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofDays(1));
    }

    @Property
    void readSharesAsTheyAreWritten(@ForAll @IntRange(max = 10_000) int hundredths) {
        comesBack(new Shares(100), hundredths / 10_000.0);
    }

    @Property
    void readRangesAsTheyAreWritten(@ForAll("networks") Cidr cidr) {
        comesBack(Cidr.FORM, cidr);
    }

    @Property
    void refuseRangesWithLooseBits(@ForAll("networks") Cidr cidr) throws Exception {
        byte[] address = cidr.network().getAddress();
        Assume.that(cidr.bits() < address.length * 8);
        address[address.length - 1] |= 1;
        refuses(Cidr.FORM, InetAddress.getByAddress(address).getHostAddress() + "/" + cidr.bits());
    }

    /** Any address of either family, the bits behind the fixed ones cleared. */
    @Provide
    Arbitrary<Cidr> networks() {
        return Arbitraries.of(4, 16)
                .flatMap(
                        width ->
                                Combinators.combine(
                                                Arbitraries.bytes()
                                                        .array(byte[].class)
                                                        .ofSize(width),
                                                Arbitraries.integers().between(0, width * 8))
                                        .as(FormsPropertyTest::network)
                                        .filter(it -> it.network().getAddress().length == width));
    }

    private static Cidr network(byte[] address, int bits) {
        for (int i = bits; i < address.length * 8; i++) {
            address[i / 8] &= (byte) ~(0x80 >> i % 8);
        }
        try {
            return new Cidr(InetAddress.getByAddress(address), bits);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Property
    void refuseBareNumbers(@ForAll @NumericChars @StringLength(min = 1, max = 30) String digits) {
        refuses(Durations.upTo(Duration.ofDays(1)), digits);
        refuses(Sizes.upTo(Sizes.GIB), digits);
        refuses(new Rates(1_000_000), digits);
        refuses(new Shares(100), digits);
    }

    @Property
    void neverRunOver(@ForAll @LongRange(min = 0) long number, @ForAll("units") String unit) {
        if (Durations.read(number + unit) instanceof Parsed.Value<Duration>(Duration value)) {
            assertThat(value).isGreaterThanOrEqualTo(Duration.ofMillis(number));
        }
        if (Sizes.read(number + unit) instanceof Parsed.Value<Long>(Long value)) {
            assertThat(value).isGreaterThanOrEqualTo(number);
        }
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of("ms", "s", "m", "h", "d", "B", "KiB", "MiB", "GiB");
    }

    @Property
    void neverThrow(@ForAll String text, @ForAll("nearly") String nearly) {
        for (Form<?> form : ALL) {
            assertThat(form.parse(text)).isNotNull();
            assertThat(form.parse(nearly)).isNotNull();
        }
    }

    /** Made of the pieces that the forms are made of. */
    @Provide
    Arbitrary<String> nearly() {
        return Arbitraries.of(
                        "1",
                        "0",
                        "9999999999999999999",
                        "s",
                        "ms",
                        "KiB",
                        "%",
                        "/",
                        ".",
                        "..",
                        ":",
                        "[",
                        "]",
                        "::",
                        "http://",
                        "https://",
                        "a",
                        "*.",
                        "-",
                        "@",
                        "?",
                        "%2F",
                        "%41",
                        "sha256:",
                        "Z",
                        "T00:00:00",
                        "é",
                        " ",
                        "\u0000")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Property
    void refuseOtherScriptsDigits(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9) Integer> digits) {
        StringBuilder arabic = new StringBuilder();
        digits.forEach(digit -> arabic.appendCodePoint(0x660 + digit));
        refuses(new Counts(0, 999), arabic.toString());
        refuses(Durations.upTo(Duration.ofDays(1)), arabic + "s");
        refuses(ListenAddress.FORM, "localhost:" + arabic);
    }
}
