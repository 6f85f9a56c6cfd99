package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Journal.Entry;
import io.vertx.core.json.JsonArray;
import java.util.Locale;

/** The journal of an application as {@code [[unix_time, request_id, what], ...]}. */
final class JournalAnswer {

    private JournalAnswer() {}

    static void send(HttpCall call) {
        String id = call.param("id", "");
        var lines = new JsonArray();
        for (Entry entry : call.journal().of(id.isEmpty() ? null : id)) {
            String what = entry.event().name().toLowerCase(Locale.ROOT);
            lines.add(
                    new JsonArray().add(Seconds.unix(entry.at())).add(entry.requestId()).add(what));
        }
        Answers.plainJson(call, 200, lines);
    }
}
