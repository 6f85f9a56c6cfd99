package io.raygate.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The shape of API keys and where they are accepted (S-58, S-61).
 *
 * @param bearer also as {@code Authorization: Bearer}
 * @param peppers by version; none: one in the state folder
 * @param poll how often the store is asked for changes that it did not tell
 * @param maxStale how long keys count while the store is gone
 */
public record ApiKeysConfig(
        String prefix,
        List<String> environments,
        String header,
        boolean bearer,
        Map<String, SecretRef> peppers,
        Duration poll,
        Duration maxStale) {
    private static final Form<String> VERSION =
            Texts.text(3, "1 to 999", text -> text.matches("[1-9][0-9]{0,2}"));
    private static final int MOST_PEPPERS = 3;

    private static final Form<String> PREFIX =
            Texts.text(16, "a-z 0-9 -, a letter first, not rga", ApiKeysConfig::isPrefix);
    private static final Form<String> ENVIRONMENT =
            Texts.text(16, "a-z 0-9", ApiKeysConfig::isLower);

    static ApiKeysConfig read(Section s) {
        return new ApiKeysConfig(
                s.one("prefix", PREFIX, "rg"),
                s.some("environments", ENVIRONMENT, List.of("live", "test")),
                s.one("header", FieldNames.KEY, "X-API-Key"),
                s.flag("bearer", true),
                peppers(s),
                s.one("poll", Durations.upTo(Duration.ofSeconds(5)), Duration.ofMillis(500)),
                s.one("maxStale", Durations.upTo(Duration.ofHours(24)), Duration.ofMinutes(10)));
    }

    private static Map<String, SecretRef> peppers(Section s) {
        Map<String, SecretRef> peppers =
                s.each("peppers", VERSION, (it, version) -> it.requiredSecret(version));
        if (peppers.size() > MOST_PEPPERS) {
            s.fault("peppers", "are more than 3", "allowed: the newest and two older ones");
        }
        return peppers;
    }

    private static boolean isLower(String text) {
        return text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /** {@code rga} belongs to the keys of the admin API (S-89). */
    private static boolean isPrefix(String text) {
        boolean startsWithLetter = text.charAt(0) >= 'a' && text.charAt(0) <= 'z';
        return startsWithLetter && isLower(text.replace("-", "")) && !text.equals("rga");
    }
}
