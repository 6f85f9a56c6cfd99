package io.raygate.pipeline;

import io.netty.util.AsciiString;
import io.raygate.auth.Principal;
import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestKind;
import io.raygate.exchange.Usage;
import io.raygate.forward.Forwarder;
import io.raygate.forward.HeldBody;
import io.raygate.forward.HoldOrder;
import io.raygate.snapshot.Way;
import io.raygate.usage.Asked;
import io.raygate.usage.AskedReader;
import io.raygate.usage.ModelList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request to OpenAI's API asks for, and holds the model against what the route has
 * and the credential may use (S-69). Takes in the body for that; nothing of it goes on before.
 */
final class Understanding {
    /** What holds no JSON; a body of any other type somebody could read as JSON. */
    private static final String[] NOT_JSON = {
        "multipart/", "audio/", "image/", "video/", "application/octet-stream", "application/sdp"
    };

    private static final Usage UNKNOWN = new Usage(-1, 0, -1, 0);

    private final Forwarder forwarder;

    Understanding(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /** One request that is granted. */
    record Request(Exchange exchange, RequestHead head, Way way, @Nullable Principal principal) {

        /** Whether the models that may be asked are named, so that others are not there. */
        boolean isConfined() {
            return !way.models().isEmpty()
                    || (principal != null && !principal.grants().models().isEmpty());
        }

        boolean mayUse(String model) {
            return (way.models().isEmpty() || way.models().contains(model))
                    && (principal == null || principal.grants().allowsModel(model));
        }

        /** Who takes up the room of the body. */
        String owner() {
            return principal == null
                    ? head.origin().address()
                    : "tenant " + principal.tenant().id().value();
        }

        Set<String> usable() {
            Set<String> names = new TreeSet<>(way.models());
            if (names.isEmpty() && principal != null) {
                names.addAll(principal.grants().models());
            }
            names.removeIf(name -> !mayUse(name));
            return names;
        }
    }

    Decision<Question> of(Request request) {
        if (!request.way().forward().openai() || request.head().kind() != RequestKind.HTTP) {
            return unread(request, Question.NONE, request.way().meter().headers() != null);
        }
        if (request.head().contentLength() != 0) {
            return withBody(request);
        }
        String listed = request.isConfined() ? listed(request) : null;
        return listed == null ? Decision.proceed(Question.NONE) : list(request, listed);
    }

    /** Only the answer will tell what it costs. */
    private static Decision<Question> unread(Request request, Question question, boolean metered) {
        if (metered) {
            request.exchange().account().estimate = UNKNOWN;
        }
        return Decision.proceed(question);
    }

    private static @Nullable String listed(Request request) {
        HttpMethod method = request.head().method();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? ModelList.asked(request.head().path(), request.way().forward().matchedPrefix())
                : null;
    }

    private static Decision<Question> list(Request request, String name) {
        if (name.isEmpty()) {
            return Decision.proceed(Question.answered(ModelList.answer(request.usable())));
        }
        return request.usable().contains(name)
                ? Decision.proceed(Question.answered(ModelList.answer(name)))
                : unknown(name);
    }

    private Decision<Question> withBody(Request request) {
        RequestHead head = request.head();
        if (isOther(head.fields().get(HttpHeaders.CONTENT_TYPE))) {
            return request.isConfined()
                    ? refuse(RejectionCode.MODEL_NOT_FOUND, "no JSON that could name a model")
                    : unread(request, Question.UNREAD, true);
        }
        if (isEncoded(head.fields().get(HttpHeaders.CONTENT_ENCODING))) {
            return refuse(RejectionCode.UNSUPPORTED_ENCODING, "an encoded body cannot be read");
        }
        boolean asks = request.way().meter().asksForUsage();
        AskedReader reader = new AskedReader(asks && tellsUsageOnDemand(head.path()));
        HoldOrder order =
                new HoldOrder(
                        request.exchange(),
                        head,
                        request.way().forward(),
                        reader::feed,
                        request.owner());
        return forwarder.hold(order).then(body -> read(request, reader, body));
    }

    private static boolean isOther(@Nullable CharSequence type) {
        for (String each : NOT_JSON) {
            if (type != null && AsciiString.regionMatches(type, true, 0, each, 0, each.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEncoded(@Nullable CharSequence encoding) {
        return encoding != null && !AsciiString.contentEqualsIgnoreCase(encoding, "identity");
    }

    /** Chat and text completions; answers of the responses API always tell it. */
    private static boolean tellsUsageOnDemand(String path) {
        return path.endsWith("/completions");
    }

    /** Some actions of the API are asked for with nothing. */
    private static Decision<Question> read(Request request, AskedReader reader, HeldBody body) {
        if (body.length() == 0) {
            return Decision.proceed(new Question(null, body, false, false, null));
        }
        return reader.end().then(asked -> understood(request, asked, body));
    }

    private static Decision<Question> understood(Request request, Asked asked, HeldBody body) {
        Account account = request.exchange().account();
        String model = asked.model();
        account.model = model;
        if (model == null && request.isConfined()) {
            return refuse(RejectionCode.INVALID_BODY, "no model is named");
        }
        if (model != null && !request.mayUse(model)) {
            return unknown(model);
        }
        account.estimate = new Usage(asked.promptTokens(), 0, mostOutput(request, asked), 0);
        Asked.Patch patch = asked.patch();
        if (patch != null) {
            body.edit(patch.at(), patch.length(), Buffer.buffer(patch.text()));
        }
        return Decision.proceed(new Question(asked, body, true, patch != null, null));
    }

    /** Embeddings are no tokens. */
    private static long mostOutput(Request request, Asked asked) {
        return request.head().path().endsWith("/embeddings") ? 0 : asked.mostOutput();
    }

    /** Whether it is there for others, nobody is told. */
    private static Decision<Question> unknown(String model) {
        return refuse(RejectionCode.MODEL_NOT_FOUND, "model " + model);
    }

    private static Decision<Question> refuse(RejectionCode code, String reason) {
        return Decision.refuse(Rejection.of(code, reason));
    }
}
