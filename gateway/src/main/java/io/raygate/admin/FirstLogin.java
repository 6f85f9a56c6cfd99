package io.raygate.admin;

import io.raygate.config.Forms;
import io.raygate.store.Actor;
import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import io.raygate.store.IssuedKey;
import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import io.raygate.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the first credential for whoever can read the state folder (S-89). */
final class FirstLogin {
    private static final String WHO = "bootstrap";

    private final Store store;
    private final Doorman doorman;
    private final Bootstrap bootstrap;

    FirstLogin(Store store, Doorman doorman, Bootstrap bootstrap) {
        this.store = store;
        this.doorman = doorman;
        this.bootstrap = bootstrap;
    }

    /** Why the body of this request is not to be read; null where it is. */
    @Nullable Outcome turnAway(Arrived request) throws IOException {
        String secret = Doorman.bearer(request);
        if (secret == null) {
            return Outcome.refuse(
                    ProblemCode.AUTHENTICATION_REQUIRED,
                    "Send the content of the file bootstrap in the state folder as bearer");
        }
        return bootstrap.isRight(secret) ? null : doorman.wrong(request, null);
    }

    Outcome serve(Arrived request) throws IOException {
        Outcome refusal = turnAway(request);
        return refusal == null ? read(request) : refusal;
    }

    private Outcome read(Arrived request) throws IOException {
        return switch (CallReader.read(request)) {
            case CallReader.Result.Bad(var refusal) -> refusal;
            case CallReader.Result.Good(var call, _) -> make(request, call);
        };
    }

    private Outcome make(Arrived request, Call call) throws IOException {
        Fields fields = new Fields(call.body(), "");
        String name = fields.one("name", Forms.ID, Role.OWNER.word());
        List<FieldFault> faults = fields.faults();
        if (!faults.isEmpty()) {
            return Outcome.invalid(faults);
        }
        String secret = Doorman.bearer(request);
        if (secret == null || !bootstrap.spend(secret)) {
            return doorman.wrong(request, null);
        }
        Actor actor = new Actor(WHO, Role.OWNER.word(), request.address(), request.requestId());
        Change<IssuedKey> made =
                store.write(actor, false, tables -> tables.keys().create(owner(name)));
        return Outcome.of(made, issued -> AdminKeys.issued(issued, false));
    }

    private static KeyRecord.New owner(String name) {
        return new KeyRecord.New(
                AdminKeys.PREFIX,
                null,
                Role.OWNER.word(),
                new KeyRecord.Words(
                        name,
                        AdminKeys.ENVIRONMENT,
                        KeyGrants.NONE,
                        "",
                        List.of(),
                        Map.of(),
                        true,
                        null));
    }
}
