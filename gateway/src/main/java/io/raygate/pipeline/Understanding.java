package io.raygate.pipeline;

import io.raygate.auth.Principal;
import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.Usage;
import io.raygate.forward.Forwarder;
import io.raygate.snapshot.Way;
import io.raygate.usage.Asked;
import io.raygate.usage.AskedReader;
import io.raygate.usage.ModelList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request to OpenAI's API asks for, and holds the model against what the route has
 * and the credential may use (S-69). Takes in the body for that; nothing of it goes on before.
 */
final class Understanding {
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
        if (!request.way().forward().openai()) {
            return Decision.proceed(Question.NONE);
        }
        HttpMethod method = request.head().method();
        if (method.equals(HttpMethod.POST)) {
            return posted(request);
        }
        boolean listed = method.equals(HttpMethod.GET) && ModelList.isAsked(request.head().path());
        return listed && request.isConfined() ? listed(request) : Decision.proceed(Question.NONE);
    }

    private static Decision<Question> listed(Request request) {
        String name = ModelList.name(request.head().path());
        if (name.isEmpty()) {
            return new Decision.Answer<>(ModelList.of(request.usable()));
        }
        return request.usable().contains(name)
                ? new Decision.Answer<>(ModelList.of(name))
                : unknown(name);
    }

    private Decision<Question> posted(Request request) {
        RequestHead head = request.head();
        if (!isJson(head.fields().get(HttpHeaders.CONTENT_TYPE))) {
            return request.isConfined()
                    ? refuse(RejectionCode.MODEL_NOT_FOUND, "no JSON that could name a model")
                    : Decision.proceed(Question.NONE);
        }
        if (head.fields().get(HttpHeaders.CONTENT_ENCODING) != null) {
            return refuse(RejectionCode.UNSUPPORTED_ENCODING, "an encoded body cannot be read");
        }
        AskedReader reader = new AskedReader(tellsUsageOnDemand(head.path()));
        return forwarder
                .receive(request.exchange(), head, request.way().forward(), reader::feed)
                .then(body -> read(request, reader, body));
    }

    /** Also where no type is given: servers take that for JSON, and limits would not count it. */
    private static boolean isJson(@Nullable CharSequence type) {
        if (type == null) {
            return true;
        }
        String text = type.toString().toLowerCase(Locale.ROOT);
        int end = text.indexOf(';');
        String name = (end < 0 ? text : text.substring(0, end)).strip();
        return name.startsWith("application/")
                && (name.endsWith("/json") || name.endsWith("+json"));
    }

    /** Chat and text completions; answers of the responses API always tell it. */
    private static boolean tellsUsageOnDemand(String path) {
        return path.endsWith("/completions");
    }

    /** Nothing is asked without a body, and nobody who left is told anything. */
    private static Decision<Question> read(Request request, AskedReader reader, Buffer body) {
        if (body.length() == 0 || request.exchange().request().response().closed()) {
            return Decision.proceed(new Question(null, body, false));
        }
        return reader.end().then(asked -> understood(request, asked, body));
    }

    private static Decision<Question> understood(Request request, Asked asked, Buffer body) {
        Account account = request.exchange().account();
        String model = asked.model();
        if (model == null && request.isConfined()) {
            return refuse(RejectionCode.INVALID_BODY, "no model is named");
        }
        if (model != null && !request.mayUse(model)) {
            return unknown(model);
        }
        account.model = model;
        account.estimate = new Usage(asked.promptTokens(), 0, asked.mostOutput(), 0);
        Asked.Patch patch = asked.patch();
        return Decision.proceed(
                patch == null
                        ? new Question(asked, body, false)
                        : new Question(asked, patch.on(body), true));
    }

    /** Whether it is there for others, nobody is told. */
    private static Decision<Question> unknown(String model) {
        return refuse(RejectionCode.MODEL_NOT_FOUND, "model " + model);
    }

    private static Decision<Question> refuse(RejectionCode code, String reason) {
        return Decision.refuse(Rejection.of(code, reason));
    }
}
