package io.raygate.admin;

import io.raygate.auth.apikey.KeyFormat;
import io.raygate.exchange.AddressRange;
import io.raygate.exchange.IpAddress;
import io.raygate.exchange.IpAddressParser;
import io.raygate.store.KeyRecord;
import io.raygate.store.Store;
import io.raygate.store.TenantRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, a bearer with the shape of an admin credential, right, and in force, and
 * whether he may. Why a credential is not taken is never told. A good one is taken from wherever
 * guesses come. Blocking; any thread.
 */
final class Doorman {
    private static final String SCHEME = "bearer ";
    private static final KeyFormat FORMAT =
            new KeyFormat(AdminKeys.PREFIX, List.of(AdminKeys.ENVIRONMENT));

    private final Store store;
    private final Lockout lockout;
    private final InstantSource clock;

    /** What comes from locked addresses is looked at one by one: guesses hold up only guesses. */
    private final Semaphore suspect = new Semaphore(1, true);

    Doorman(Store store, Lockout lockout, InstantSource clock) {
        this.store = store;
        this.lockout = lockout;
        this.clock = clock;
    }

    /** Who it is, or why nobody comes in. */
    sealed interface Verdict {
        record Known(Caller caller) implements Verdict {}

        /**
         * Nobody comes in.
         *
         * @param caller who it is all the same; null where that is not known
         */
        record Turned(Outcome.Refused refusal, @Nullable Caller caller) implements Verdict {}
    }

    /** The one bearer of the request, or null. */
    static @Nullable String bearer(Arrived request) {
        List<String> fields = request.head().authorization();
        String field = fields.size() == 1 ? fields.getFirst() : "";
        return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? field.substring(SCHEME.length()).strip()
                : null;
    }

    /**
     * For whom bounds are kept: the id of the credential, which means something only once somebody
     * has looked; empty for all that bear none.
     */
    static String holder(Arrived request) {
        String bearer = bearer(request);
        return bearer != null && FORMAT.matches(bearer) ? KeyFormat.id(bearer) : "";
    }

    Verdict look(Arrived request) {
        String bearer = bearer(request);
        if (bearer == null) {
            return turned(
                    Outcome.refuse(
                            ProblemCode.AUTHENTICATION_REQUIRED,
                            "Send Authorization: Bearer with an admin credential; raygate login --bootstrap makes the first"),
                    null);
        }
        boolean shaped = FORMAT.matches(bearer);
        Caller caller = shaped ? caller(bearer, request.address()) : null;
        if (caller == null) {
            return turned(wrong(request, shaped ? KeyFormat.id(bearer) : null), null);
        }
        lockout.passed(request.address());
        return admit(caller, request);
    }

    /** Counts a wrong credential and refuses it. */
    Outcome wrong(Arrived request, @Nullable String id) {
        return wrong(lockout.failed(request.address(), id));
    }

    /**
     * The refusal of what is wrong.
     *
     * @param wait what the lockout said
     */
    static Outcome wrong(int wait) {
        return wait > 0
                ? Outcome.retry(ProblemCode.AUTH_THROTTLED, "", wait)
                : Outcome.refuse(ProblemCode.INVALID_API_KEY, "");
    }

    private @Nullable Caller caller(String bearer, String address) {
        if (lockout.wait(address) == 0) {
            return verified(bearer);
        }
        suspect.acquireUninterruptibly();
        try {
            return verified(bearer);
        } finally {
            suspect.release();
        }
    }

    private @Nullable Caller verified(String bearer) {
        return store.read(tables -> tables.keyChecks().verify(bearer))
                .flatMap(this::caller)
                .orElse(null);
    }

    private Optional<Caller> caller(KeyRecord key) {
        String word = key.role();
        return word == null || !key.isActive(clock.instant())
                ? Optional.empty()
                : Role.of(word).map(role -> new Caller(key, role));
    }

    private Verdict admit(Caller caller, Arrived request) {
        if (!isAllowedFrom(caller.key().words().grants().allowedCidrs(), request.address())) {
            return turned(Outcome.refuse(ProblemCode.ADDRESS_NOT_ALLOWED, ""), caller);
        }
        String tenant = caller.key().tenant();
        boolean suspended =
                tenant != null
                        && store.read(tables -> tables.tenants().find(tenant))
                                .map(TenantRecord::suspended)
                                .orElse(true);
        if (suspended) {
            return turned(Outcome.refuse(ProblemCode.TENANT_SUSPENDED, ""), caller);
        }
        return request.operation().need().isMetBy(caller.role())
                ? new Verdict.Known(caller)
                : turned(
                        Outcome.refuse(
                                ProblemCode.INSUFFICIENT_SCOPE,
                                "The role " + caller.role().word() + " does not include it"),
                        caller);
    }

    private static boolean isAllowedFrom(List<String> ranges, String address) {
        IpAddress parsed = IpAddressParser.parse(address);
        return ranges.isEmpty()
                || (parsed != null
                        && ranges.stream()
                                .map(AddressRange::parse)
                                .anyMatch(range -> range != null && range.contains(parsed)));
    }

    private static Verdict turned(Outcome refusal, @Nullable Caller caller) {
        return new Verdict.Turned((Outcome.Refused) refusal, caller);
    }
}
