package io.raygate.admin;

import io.raygate.store.Transaction;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One line of the API.
 *
 * @param name its {@code operationId} in the document
 * @param path variable parts in braces
 * @param takes the body that it needs
 * @param parameters those of the query
 */
record Operation(
        String name,
        HttpMethod method,
        String path,
        Need need,
        Takes takes,
        Set<String> parameters,
        Work work) {

    /** What a body must be. */
    enum Takes {
        NOTHING,
        JSON,
        /** The same, of many things at once. */
        LONG_JSON,
        /** JSON, or the type of merge patches. */
        PATCH
    }

    /** How it is done; everything on a thread that may block. */
    sealed interface Work {}

    /** Says what runs, without the store. */
    @FunctionalInterface
    non-sealed interface Look extends Work {
        Outcome run(Call call);
    }

    /** Reads the store. */
    @FunctionalInterface
    non-sealed interface Read extends Work {
        Outcome run(Caller caller, Call call, Transaction tables);
    }

    /** Changes the store, with the audit of it; only what is answered is kept. */
    @FunctionalInterface
    non-sealed interface Write extends Work {
        Outcome run(Caller caller, Call call, Transaction tables);
    }

    /**
     * Changes the store in steps, each with the audit of it, so that no other change waits for all
     * of them.
     */
    @FunctionalInterface
    non-sealed interface Steps extends Work {
        Outcome run(Caller caller, Call call, Stepping stepping);
    }

    /** The transactions of one call, one after the other. */
    interface Stepping {
        void step(Consumer<Transaction> work);

        /** The last one, which keeps the answer for when the same is asked again. */
        Outcome last(Function<Transaction, Answer> work);
    }

    /** Whether it changes the store. */
    boolean isChange() {
        return isChange(work);
    }

    private static boolean isChange(Work work) {
        return work instanceof Write || work instanceof Steps;
    }

    static Operation get(String name, String path, Need need, Work work) {
        return new Operation(name, HttpMethod.GET, path, need, Takes.NOTHING, Set.of(), work);
    }

    static Operation post(String name, String path, Need need, Work work) {
        return change(name, HttpMethod.POST, path, need, Takes.JSON, work);
    }

    static Operation put(String name, String path, Need need, Work work) {
        return change(name, HttpMethod.PUT, path, need, Takes.JSON, work);
    }

    static Operation patch(String name, String path, Need need, Work work) {
        return change(name, HttpMethod.PATCH, path, need, Takes.PATCH, work);
    }

    static Operation delete(String name, String path, Need need, Work work) {
        return change(name, HttpMethod.DELETE, path, need, Takes.NOTHING, work);
    }

    private static Operation change(
            String name, HttpMethod method, String path, Need need, Takes takes, Work work) {
        Set<String> parameters = isChange(work) ? Set.of("dryRun") : Set.of();
        return new Operation(name, method, path, need, takes, parameters, work);
    }

    /** The same as a list by pages, which these parameters narrow. */
    Operation listing(String... filters) {
        Set<String> all = new TreeSet<>(Set.of(filters));
        all.addAll(Set.of("limit", "cursor"));
        return new Operation(name, method, path, need, takes, all, work);
    }

    /** The same with these parameters. */
    Operation asking(String... names) {
        return new Operation(name, method, path, need, takes, Set.of(names), work);
    }

    /** The same with a body of many things at once. */
    Operation ofMany() {
        return new Operation(name, method, path, need, Takes.LONG_JSON, parameters, work);
    }

    /** How the audit calls an attempt: {@code createAdminKey} is {@code admin-key.create}. */
    String action() {
        int noun = 0;
        while (noun < name.length() && !Character.isUpperCase(name.charAt(noun))) {
            noun++;
        }
        String words = name.substring(noun).replaceAll("(?<!^)(?=[A-Z])", "-");
        return words.isEmpty()
                ? name
                : words.toLowerCase(Locale.ROOT) + "." + name.substring(0, noun);
    }
}
