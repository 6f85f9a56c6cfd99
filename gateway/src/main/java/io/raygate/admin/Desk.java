package io.raygate.admin;

import io.raygate.store.Actor;
import io.raygate.store.Store;
import io.raygate.store.StoreUnavailable;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is asked, in one order: who it is, whether he may, what he wants, once or again. An
 * attempt that somebody known may not make is in the audit as well (S-92). Blocking; any thread.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int RETRY_SECONDS = 2;
    private static final String NO_STORE =
            "There is no store of credentials: state: {folder: PATH} is missing in the configuration";

    private final @Nullable Office office;

    /** What a desk with a store works with. */
    record Office(
            Store store,
            Doorman doorman,
            Replays replays,
            FirstLogin firstLogin,
            GithubReports githubReports,
            Denials denials) {}

    /**
     * @param office null where the gateway keeps no credentials
     */
    Desk(@Nullable Office office) {
        this.office = office;
    }

    /** To be called now and then: writes what is to be written late. */
    void settle() {
        if (office != null) {
            office.denials().settle();
        }
    }

    /** The same at the end. */
    void finish() {
        if (office != null) {
            office.denials().finish();
        }
    }

    /** Why the body of this request is not to be read; null where it is. */
    @Nullable Outcome turnAway(Arrived head) {
        return guarded(head, () -> refusal(head, office));
    }

    Outcome serve(Arrived request) {
        return Objects.requireNonNull(guarded(request, () -> serve(request, office)));
    }

    private interface Step {
        @Nullable Outcome take() throws IOException;
    }

    private static @Nullable Outcome guarded(Arrived request, Step step) {
        try {
            return step.take();
        } catch (StoreUnavailable gone) {
            LOG.warn("admin request {}: {}", request.requestId(), gone.getMessage());
            return unavailable("");
        } catch (IOException unwritable) {
            LOG.error("admin request {}", request.requestId(), unwritable);
            return unavailable("The state folder cannot be written");
        }
    }

    private static @Nullable Outcome refusal(Arrived head, @Nullable Office office)
            throws IOException {
        Operation operation = head.operation();
        if (operation.need() instanceof Need.Nothing
                || (office == null && operation.work() instanceof Operation.Look)) {
            return null;
        }
        if (office == null) {
            return unavailable(NO_STORE);
        }
        return switch (operation.need()) {
            case Need.BootstrapSecret() -> office.firstLogin().turnAway(head);
            case Need.ReportSignature() -> office.githubReports().turnAway(head);
            default ->
                    admit(head, office) instanceof Doorman.Verdict.Turned turned
                            ? turned.refusal()
                            : null;
        };
    }

    private static Doorman.Verdict admit(Arrived request, Office office) {
        Doorman.Verdict verdict = office.doorman().look(request);
        if (verdict instanceof Doorman.Verdict.Turned(_, var caller) && caller != null) {
            deny(request, caller, office);
        }
        return verdict;
    }

    /** The store cannot be used now. */
    static Outcome unavailable(String detail) {
        return Outcome.retry(ProblemCode.CREDENTIAL_STORE_UNAVAILABLE, detail, RETRY_SECONDS);
    }

    private static Outcome serve(Arrived request, @Nullable Office office) throws IOException {
        Operation operation = request.operation();
        boolean open = operation.need() instanceof Need.Nothing;
        if (operation.work() instanceof Operation.Look look && (open || office == null)) {
            return look(request, look);
        }
        if (office == null) {
            return unavailable(NO_STORE);
        }
        if (operation.need() instanceof Need.BootstrapSecret) {
            return office.firstLogin().serve(request);
        }
        if (operation.need() instanceof Need.ReportSignature) {
            return office.githubReports().serve(request);
        }
        return switch (admit(request, office)) {
            case Doorman.Verdict.Turned(var refusal, _) -> refusal;
            case Doorman.Verdict.Known(var caller) -> serve(request, caller, office);
        };
    }

    private static Outcome serve(Arrived request, Caller caller, Office office) {
        Outcome outcome =
                switch (CallReader.read(request)) {
                    case CallReader.Result.Bad(var refusal) -> refusal;
                    case CallReader.Result.Good(var call, var key) ->
                            work(request, caller, call, key, office);
                };
        if (outcome instanceof Outcome.Refused refused && refused.code().status() == 403) {
            deny(request, caller, office);
        }
        return outcome;
    }

    private static Outcome look(Arrived request, Operation.Look look) {
        return switch (CallReader.read(request)) {
            case CallReader.Result.Bad(var refusal) -> refusal;
            case CallReader.Result.Good(var call, _) -> look.run(call);
        };
    }

    private static Outcome work(
            Arrived request, Caller caller, Call call, @Nullable String key, Office office) {
        return switch (request.operation().work()) {
            case Operation.Look look -> look.run(call);
            case Operation.Read read ->
                    office.store().read(tables -> read.run(caller, call, tables));
            case Operation.Write write ->
                    once(
                            request,
                            caller,
                            call,
                            key,
                            office,
                            keeping -> keeping.change(it -> write.run(caller, call, it)));
            case Operation.Steps steps ->
                    once(
                            request,
                            caller,
                            call,
                            key,
                            office,
                            keeping -> steps.run(caller, call, keeping));
        };
    }

    private static Outcome once(
            Arrived request,
            Caller caller,
            Call call,
            @Nullable String key,
            Office office,
            Function<Keeping, Outcome> work) {
        Actor actor = actor(request, caller);
        boolean dry = call.dryRun();
        return key == null || dry
                ? work.apply(new Keeping(office.store(), actor, dry, (_, _) -> {}))
                : office.replays()
                        .once(
                                caller.key().id(),
                                key,
                                request,
                                keep -> work.apply(new Keeping(office.store(), actor, dry, keep)));
    }

    private static void deny(Arrived request, Caller caller, Office office) {
        office.denials().add(actor(request, caller), request.operation().action(), request.id());
    }

    private static Actor actor(Arrived request, Caller caller) {
        return new Actor(
                caller.key().id(), caller.role().word(), request.address(), request.requestId());
    }
}
