package io.raygate.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Tells what the gateway refused in the words of the command that was typed.
 *
 * @param byVariable whether the credential came from the environment
 */
record Wording(CommandSpec command, boolean byVariable) {
    private static final Map<String, List<String>> OPTIONS =
            Map.of(
                    "scopes", List.of("--scope"),
                    "routes", List.of("--route"),
                    "models", List.of("--model"),
                    "tags", List.of("--tag"),
                    "allowedCidrs", List.of("--cidr"),
                    "expiresAt", List.of("--expires", "--until"));
    private static final Map<String, String> KINDS =
            Map.of(
                    "tenant", "tenant",
                    "key", "key",
                    "limit", "set of limits",
                    "admin-key", "admin credential",
                    "token", "revocation");

    /** How words of a set of limits are given. */
    static final String ASSIGNMENTS = "WORD=VALUE";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final String LOG_IN =
            "'raygate login', or on the gateway's machine with 'raygate login --bootstrap'.";
    private static final String OF_VARIABLE =
            "RAYGATE_ADMIN_KEY is in use and is wrong, over or revoked: unset RAYGATE_ADMIN_KEY or put a valid key in it.";

    /**
     * That of the command below which was meant.
     *
     * @param spec of a command that may hold others
     */
    static Wording of(CommandSpec spec, boolean byVariable) {
        ParseResult words = spec.commandLine().getParseResult();
        CommandSpec meant = spec;
        while (words != null && words.hasSubcommand()) {
            words = words.subcommand();
            meant = words.commandSpec();
        }
        return new Wording(meant, byVariable);
    }

    /** The same fault, of the option or parameter that gave the member, where one can. */
    Fault named(Fault fault) {
        String[] steps = fault.pointer().split("/", 3);
        if (steps.length > 2 && steps[1].equals("limits") && positional(ASSIGNMENTS).isPresent()) {
            return new Fault(steps[2].replace('/', '.'), fault.detail());
        }
        String word = steps.length > 1 ? word(steps[1]) : null;
        if (word == null) {
            return fault;
        }
        String detail =
                word.equals("--expires")
                        ? fault.detail().replace("or none", "or never")
                        : fault.detail();
        return new Fault(steps.length > 2 ? word + " " + item(steps[2]) : word, detail);
    }

    private static String item(String step) {
        return NUMBER.matcher(step).matches() ? "number " + (Integer.parseInt(step) + 1) : step;
    }

    private @Nullable String word(String member) {
        String kebab = member.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return OPTIONS.getOrDefault(member, List.of("--" + kebab)).stream()
                .filter(option -> command.optionsMap().containsKey(option))
                .findFirst()
                .or(() -> positional(member).map(PositionalParamSpec::paramLabel))
                .orElse(null);
    }

    private Optional<PositionalParamSpec> positional(String member) {
        return command.positionalParameters().stream()
                .filter(it -> it.paramLabel().equalsIgnoreCase(member))
                .findFirst();
    }

    /** What is not there: empty where the command was about nothing single. */
    String missing() {
        if (command.name().equals("report-leak")) {
            return "the gateway has no such key";
        }
        return kind().map(kind -> "there is no " + kind + " " + id()).orElse("");
    }

    private Optional<String> kind() {
        CommandSpec above = command.parent();
        return above == null || id().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(KINDS.get(above.name()));
    }

    private String id() {
        return positional("id")
                .or(() -> positional("name"))
                .map(it -> String.join("", it.stringValues()))
                .orElse("");
    }

    /** What to do after a refusal with this code. */
    String nextStep(String code) {
        return switch (code) {
            case "authentication_required" -> byVariable ? OF_VARIABLE : "Log in with " + LOG_IN;
            case "invalid_api_key" ->
                    byVariable
                            ? OF_VARIABLE
                            : "The credential in use is wrong, over or revoked: log in anew with "
                                    + LOG_IN;
            case "not_found" -> kind().map(this::whereToLook).orElse("");
            default -> "";
        };
    }

    private String whereToLook(String kind) {
        return switch (kind) {
            case "key" ->
                    "Keys go by their ids, which 'raygate key list --name "
                            + Table.printable(id())
                            + "' shows of that name.";
            case "revocation" -> "Those in force: 'raygate token revocations'.";
            default -> "Those that there are: 'raygate " + command.parent().name() + " list'.";
        };
    }
}
