package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.application.Journal.Entry;
import io.raygate.loadtest.serve.socket.HttpListener;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The port of the switches, which no real Ray has: {@code GET /faults} lists them, {@code POST
 * /faults/NAME?…} strikes one, {@code DELETE /faults} heals all, {@code GET
 * /journal?app=NAME&id=ID} tells what happened to a request.
 */
public final class AdminPort {
    private static final String FAULTS = "/faults";

    private final Stage stage;
    private final FaultBoard board;
    private final FaultNames names = new FaultNames();

    public AdminPort(Stage stage, FaultBoard board) {
        this.stage = stage;
        this.board = board;
    }

    /** The port itself; 0 is any free one. */
    public Listener listener(Vertx vertx, int port) {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
        return new HttpListener(vertx, options, server -> server.requestHandler(this::handle));
    }

    private void handle(HttpServerRequest request) {
        try {
            dispatch(request);
        } catch (IllegalArgumentException wrong) {
            answer(request, 400, String.valueOf(wrong.getMessage()));
        }
    }

    private void dispatch(HttpServerRequest request) {
        @Nullable String path = request.path();
        boolean faults = FAULTS.equals(path);
        if (faults && request.method().equals(HttpMethod.GET)) {
            json(request, list());
        } else if (faults && request.method().equals(HttpMethod.DELETE)) {
            board.heal();
            answer(request, 200, "healed");
        } else if (path != null && path.startsWith(FAULTS + "/")) {
            strike(request, path.substring(FAULTS.length() + 1));
        } else if ("/journal".equals(path)) {
            journal(request);
        } else {
            answer(request, 404, "try /faults or /journal");
        }
    }

    private void strike(HttpServerRequest request, String name) {
        @Nullable Fault fault = names.find(name, new FaultQuery(request.params()));
        if (fault == null) {
            answer(request, 404, "no fault " + name + "; there are " + list().encode());
        } else if (!request.method().equals(HttpMethod.POST)) {
            answer(request, 405, "POST strikes a fault");
        } else {
            board.strike(fault);
            answer(request, 200, "struck " + name);
        }
    }

    private void journal(HttpServerRequest request) {
        var query = new FaultQuery(request.params());
        var lines = new JsonArray();
        for (Entry entry :
                stage.application(query.text("app", "echo")).journal().of(request.getParam("id"))) {
            lines.add(
                    new JsonObject()
                            .put("at", entry.at().toString())
                            .put("request_id", entry.requestId())
                            .put("event", entry.event().name()));
        }
        json(request, lines);
    }

    private JsonArray list() {
        var list = new JsonArray();
        names.all().forEach(list::add);
        return list;
    }

    private static void json(HttpServerRequest request, JsonArray body) {
        request.response().putHeader("content-type", "application/json");
        request.response().end(body.toBuffer());
    }

    private static void answer(HttpServerRequest request, int status, String text) {
        request.response().putHeader("content-type", "text/plain; charset=utf-8");
        request.response().setStatusCode(status).end(text + "\n");
    }
}
