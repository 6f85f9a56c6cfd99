package io.raygate.cli;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which gateway is meant: a credential goes to https or to this machine alone. */
final class AdminUrl {
    private static final String STANDARD = "http://127.0.0.1:9090";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private AdminUrl() {}

    /**
     * Without a slash at the end.
     *
     * @param named what else names it, asked where neither option nor variable does
     * @throws CommandFailure if it is none that a credential may go to
     */
    static String of(
            @Nullable String option, Surroundings around, Supplier<@Nullable String> named) {
        String variable = around.environment().apply("RAYGATE_ADMIN_URL");
        String text = option != null ? option : variable;
        if (text == null) {
            text = named.get();
        }
        if (text == null) {
            text = Objects.requireNonNullElse(CredentialsFile.of(around).onlyUrl(), STANDARD);
        }
        return checked(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    private static String checked(String text) {
        URI uri = parsed(text);
        boolean plain = "http".equals(uri.getScheme());
        if (uri.getHost() == null
                || (!plain && !"https".equals(uri.getScheme()))
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !uri.getRawPath().isEmpty()) {
            throw unreadable(text);
        }
        if (plain && !LOOPBACK.contains(uri.getHost())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the credential would travel in clear to " + text + ": use https");
        }
        return text;
    }

    private static URI parsed(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException _) {
            throw unreadable(text);
        }
    }

    /** A password that was typed into it is not repeated. */
    private static CommandFailure unreadable(String text) {
        return new CommandFailure(
                ExitCode.USAGE,
                "the admin URL is http(s)://host:port and nothing more"
                        + (text.contains("@") ? "" : ", not " + text));
    }
}
