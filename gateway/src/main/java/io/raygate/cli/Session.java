package io.raygate.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One command's dealings with one gateway: asks, shows, and says how it ended. */
final class Session {
    private static final int PAGE = 200;
    private static final int LONGEST_SECRET = 1024;

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
        return run(spec, around, options, () -> null, body);
    }

    /**
     * The same where the gateway may be named in one way more.
     *
     * @param named what the command was told besides; null: nothing
     */
    static int run(
            CommandSpec spec,
            Surroundings around,
            AdminOptions options,
            Supplier<@Nullable String> named,
            Function<Session, Integer> body) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            String url = AdminUrl.of(options.url, around, named);
            AdminClient client = client(spec, around, url, new Trust(options.authority));
            Printer printer = new Printer(spec.commandLine().getOut(), options);
            return body.apply(new Session(spec, around, client, printer));
        } catch (CommandFailure failure) {
            err.println(failure.line());
            err.flush();
            return failure.exitCode();
        }
    }

    /** For the gateway that is meant, with the credential that is kept for it. */
    private static AdminClient client(
            CommandSpec spec, Surroundings around, String url, Trust trust) {
        String variable = around.adminKey();
        return new AdminClient(
                url,
                variable == null ? CredentialsFile.of(around).find(url) : variable,
                trust,
                Wording.of(spec, variable != null));
    }

    AdminClient client() {
        return client;
    }

    int show(String path) {
        printer.one(client.get(path).good());
        return ExitCode.DONE;
    }

    /** Follows a list to its end. */
    int list(String path, String query, List<String> fields) {
        return list(path, query, fields, item -> item);
    }

    /**
     * The same where people see more than scripts.
     *
     * @param shown an item as a table shows it
     */
    int list(String path, String query, List<String> fields, UnaryOperator<JsonObject> shown) {
        JsonArray all = new JsonArray();
        String cursor = "";
        do {
            JsonObject page = client.get(path + "?limit=" + PAGE + query + cursor).good();
            all.addAll(page.getJsonArray("items"));
            String next = page.getString("nextCursor");
            cursor = next == null ? "" : "&cursor=" + word(next);
        } while (!cursor.isEmpty());
        List<JsonObject> rows = all.stream().map(it -> shown.apply((JsonObject) it)).toList();
        printer.many(
                new JsonObject().put("items", all).putNull("nextCursor"),
                new JsonArray(rows),
                fields);
        return ExitCode.DONE;
    }

    int make(String path, JsonObject body, AdminOptions.Changing how) {
        JsonObject made = client.post(path + how.query(), body).good();
        printer.one(made);
        if (made.containsKey("key")) {
            talk("The key is shown this once.");
        }
        return done(how);
    }

    int put(String path, JsonObject body, AdminOptions.Changing how) {
        printer.one(client.put(path + how.query(), body).good());
        return done(how);
    }

    int change(String path, JsonObject body, AdminOptions.Changing how) {
        printer.one(client.patch(path + how.query(), body).good());
        return done(how);
    }

    /**
     * Takes something away, of which nothing comes back.
     *
     * @param done what is said then
     */
    int delete(String path, String done, AdminOptions.Changing how) {
        client.delete(path + how.query()).good();
        if (!how.dryRun) {
            talk(done);
        }
        return done(how);
    }

    /** How a change ends that was made, or tried. */
    int done(AdminOptions.Changing how) {
        if (how.dryRun) {
            talk("Tried only: nothing was done.");
        }
        return ExitCode.DONE;
    }

    /** Asks before what cannot be undone. */
    void confirm(String what, AdminOptions.Ending how) {
        if (how.yes || how.dryRun) {
            return;
        }
        new Confirmation(around).of(what);
    }

    /** A secret, typed unseen or from standard input: never an argument, which others can see. */
    String secret(String what) {
        Operator operator = around.operator().get();
        String secret = operator == null ? line() : operator.secret(what + ": ");
        if (secret == null || secret.isBlank()) {
            throw new CommandFailure(
                    ExitCode.USAGE, what + " is read from standard input, where nothing stands");
        }
        return secret.strip();
    }

    private String line() {
        try {
            StringBuilder line = new StringBuilder();
            for (int c = around.in().read(); c >= 0 && c != '\n'; c = around.in().read()) {
                if (line.length() == LONGEST_SECRET) {
                    throw new CommandFailure(ExitCode.USAGE, "standard input holds no secret");
                }
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

    /** Data as it is. */
    void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    Printer printer() {
        return printer;
    }

    CredentialsFile credentials() {
        return CredentialsFile.of(around);
    }

    /** A member where something was said, which none takes away. */
    static void putOrNone(JsonObject json, String name, @Nullable String said) {
        if (said != null) {
            json.put(name, said.equals("none") ? null : said);
        }
    }

    /** What narrows a list down, where something was said. */
    static String filter(String name, @Nullable Object value) {
        return value == null ? "" : "&" + name + "=" + word(value.toString());
    }

    /** A part of a path or query. */
    static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
