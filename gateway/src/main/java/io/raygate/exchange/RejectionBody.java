package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** The body of a refusal: RFC 9457, OpenAI's error object, or one object that is both. */
final class RejectionBody {
    /** Problem types of IANA's registry are used where they exist. */
    private static final String REDUCED_CAPACITY =
            "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity";

    private static final String QUOTA_EXCEEDED =
            "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private final String problemBase;

    /**
     * @param problemBase what precedes the code in {@code type}
     */
    RejectionBody(String problemBase) {
        this.problemBase = problemBase;
    }

    /**
     * Whether the shape must not tell which route was met: whoever is not granted a path sees the
     * same there and where nothing is (S-68), so it gets both shapes in one.
     */
    static boolean isAlikeEverywhere(RejectionCode code) {
        return switch (code) {
            case MULTIPLE_CREDENTIALS,
                    AUTH_THROTTLED,
                    TENANT_UNKNOWN,
                    TENANT_SUSPENDED,
                    ADDRESS_NOT_ALLOWED,
                    NOT_FOUND ->
                    true;
            default -> code.status() == 401;
        };
    }

    static boolean isProblem(RejectionCode code, RejectionStyle style) {
        return style == RejectionStyle.PROBLEM || isAlikeEverywhere(code);
    }

    String of(Exchange exchange, Rejection rejection, int retryAfter) {
        RejectionCode code = rejection.code();
        RejectionStyle style = exchange.account().style;
        JsonText text = new JsonText();
        if (isProblem(code, style)) {
            problem(text, exchange, code);
            if (rejection.exceeded() != null) {
                text.member("limit", rejection.exceeded().policy());
            }
            if (retryAfter >= 0) {
                text.member("retry_after", retryAfter);
            }
        }
        if (style == RejectionStyle.OPENAI || isAlikeEverywhere(code)) {
            openAi(text, rejection);
        }
        return text.finish();
    }

    private void problem(JsonText text, Exchange exchange, RejectionCode code) {
        text.member("type", type(code))
                .member("title", code.title())
                .member("status", code.status())
                .member("code", code.code());
        RequestHead head = exchange.head();
        if (head != null) {
            text.member("instance", head.path());
        }
        text.member("request_id", requestId(exchange.origin()));
    }

    private static @Nullable String requestId(@Nullable Origin origin) {
        return origin == null ? null : origin.requestId();
    }

    /** OpenAI's error object alone. */
    static String openAi(Rejection rejection) {
        JsonText text = new JsonText();
        openAi(text, rejection);
        return text.finish();
    }

    private static void openAi(JsonText text, Rejection rejection) {
        RejectionCode code = rejection.code();
        OpenAiError error = OpenAiError.of(rejection);
        text.object("error")
                .member("message", message(code.title(), rejection.exceeded()))
                .member("type", error.type())
                .member("param", (String) null)
                .member("code", error.code())
                .end();
    }

    private static String message(String title, @Nullable Exceeded exceeded) {
        return exceeded == null ? title : title + ": limit " + exceeded.policy();
    }

    private String type(RejectionCode code) {
        return switch (code) {
            case OVERLOADED -> REDUCED_CAPACITY;
            case RATE_LIMIT_EXCEEDED, QUOTA_EXCEEDED -> QUOTA_EXCEEDED;
            default -> problemBase + code.code().replace('_', '-');
        };
    }
}
