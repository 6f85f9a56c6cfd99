package io.raygate.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fuzz target: whole heads (S-28 to S-35, S-108). The first line is one letter for the version and
 * the peer, the method and the target; each further line is one field.
 */
public final class SanitizerFuzz {
    private static final SanitizerRules RULES =
            new SanitizerRules(
                    FieldTable.of("X-API-Key", Set.of("X-Tenant")),
                    List.of(new AddressRange(IpAddress.ofIpv4(0x0A000000L), 104)),
                    HeadSizes.DEFAULT,
                    new PathRules(true, true),
                    Set.of("PROPFIND"),
                    ServedNames.ANY);

    private SanitizerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Arrival arrival = arrival(new String(data, StandardCharsets.ISO_8859_1));
        if (arrival != null) {
            Sanitizer sanitizer =
                    new Sanitizer(new RequestIds(InstantSource.system(), new SplittableRandom(1)));
            HeadOracle.judge(arrival, RULES, sanitizer.sanitize(arrival, RULES));
        }
    }

    private static @Nullable Arrival arrival(String text) {
        String[] lines = text.split("\n", -1);
        int space = lines[0].indexOf(' ');
        if (space < 1) {
            return null;
        }
        char kind = lines[0].charAt(0);
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                fields.add(lines[i].substring(0, colon), lines[i].substring(colon + 1));
            }
        }
        HttpVersion version = version(kind);
        return new Arrival(
                version,
                lines[0].substring(1, space),
                lines[0].substring(space + 1),
                "https",
                version == HttpVersion.HTTP_2 ? fields.get("host") : null,
                fields,
                new Peer("https", kind % 2 == 0 ? "10.0.0.9" : "192.0.2.1", kind > 'c', null));
    }

    private static @Nullable HttpVersion version(char kind) {
        return switch (kind / 2 % 4) {
            case 0 -> null;
            case 1 -> HttpVersion.HTTP_1_0;
            case 2 -> HttpVersion.HTTP_2;
            default -> HttpVersion.HTTP_1_1;
        };
    }
}
