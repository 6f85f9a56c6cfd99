package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** One command's dealings with one gateway: asks, shows, and says how it ended. */
final class Session {
    private static final int PAGE = 200;

    private final CommandSpec spec;
    private final Surroundings around;
    private final AdminClient client;
    private final Printer printer;

    private Session(CommandSpec spec, Surroundings around, AdminClient client, Printer printer) {
        this.spec = spec;
        this.around = around;
        this.client = client;
        this.printer = printer;
    }

    /** Runs a command's body; what fails is said once, on standard error. */
    static int run(
            CommandSpec spec,
            Surroundings around,
            AdminOptions options,
            Function<Session, Integer> body) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            CredentialsFile credentials = new CredentialsFile(around.credentialsFile());
            String url = AdminUrl.of(options.url, around, credentials);
            String variable = around.environment().apply("RAYGATE_ADMIN_KEY");
            String credential = variable == null ? credentials.find(url) : variable;
            Printer printer = new Printer(spec.commandLine().getOut(), options);
            AdminClient client = new AdminClient(url, credential, new Trust(options.authority));
            return body.apply(new Session(spec, around, client, printer));
        } catch (CommandFailure failure) {
            err.println("raygate: " + failure.getMessage());
            err.flush();
            return failure.exitCode();
        }
    }

    AdminClient client() {
        return client;
    }

    int show(String path) {
        printer.one(good(client.get(path)));
        return ExitCode.DONE;
    }

    /** Follows a list to its end. */
    int list(String path, String query, List<String> fields) {
        JsonArray all = new JsonArray();
        String cursor = "";
        do {
            JsonObject page = good(client.get(path + "?limit=" + PAGE + query + cursor));
            all.addAll(page.getJsonArray("items"));
            String next = page.getString("nextCursor");
            cursor = next == null ? "" : "&cursor=" + word(next);
        } while (!cursor.isEmpty());
        printer.many(all, fields);
        return ExitCode.DONE;
    }

    int make(String path, JsonObject body, AdminOptions.Changing how) {
        JsonObject made = good(client.post(path + tried(how), body));
        printer.one(made);
        if (made.containsKey("key")) {
            talk("The key is shown this once.");
        }
        return ExitCode.DONE;
    }

    int change(String path, JsonObject body, AdminOptions.Changing how) {
        printer.one(good(client.patch(path + tried(how), body)));
        return ExitCode.DONE;
    }

    int delete(String path, AdminOptions.Changing how) {
        good(client.delete(path + tried(how)));
        return ExitCode.DONE;
    }

    private static String tried(AdminOptions.Changing how) {
        return how.dryRun ? "?dryRun=true" : "";
    }

    static JsonObject good(Reply reply) {
        if (!reply.isGood()) {
            throw AdminClient.failure(reply);
        }
        return reply.body();
    }

    /** Asks before what cannot be undone. */
    void confirm(String what, AdminOptions.Changing how) {
        if (how.yes || how.dryRun) {
            return;
        }
        if (!around.interactive()) {
            throw new CommandFailure(
                    ExitCode.USAGE, what + " cannot be undone and nobody can be asked: add --yes");
        }
        PrintWriter err = spec.commandLine().getErr();
        err.print(what + " cannot be undone. Go on? [y/N] ");
        err.flush();
        if (!line().strip().equalsIgnoreCase("y")) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was done");
        }
    }

    /** A secret, or an answer, from standard input. */
    String line() {
        try {
            StringBuilder line = new StringBuilder();
            for (int c = around.in().read(); c >= 0 && c != '\n'; c = around.in().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, "standard input cannot be read: " + e.getMessage());
        }
    }

    void talk(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }

    void print(JsonObject body) {
        printer.one(body);
    }

    CredentialsFile credentials() {
        return new CredentialsFile(around.credentialsFile());
    }

    /** A part of a path or query. */
    static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
