package io.raygate.admin;

import io.raygate.exchange.AddressRange;
import io.raygate.store.FieldFault;
import io.raygate.store.KeyGrants;
import io.raygate.store.KeyRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a credential of the role {@code tenant} may give away: nothing that it was not given itself,
 * nor for longer; and what others have switched off or ended stays so. An empty list confines
 * nothing, so under a confined credential it says too much; scopes alone grant nothing when empty.
 */
final class SelfService {
    private static final String ASK = "Ask the administrators of the gateway: this credential ";

    private SelfService() {}

    /** When keys that the caller makes end at the latest; null where he is not bound. */
    static @Nullable Instant latest(Caller caller) {
        return caller.role() == Role.TENANT ? caller.key().words().expiresAt() : null;
    }

    /** Whether a time is behind another; null is no bound, and no time to judge. */
    static boolean isLater(@Nullable Instant time, @Nullable Instant bound) {
        return time != null && bound != null && time.isAfter(bound);
    }

    /** Why the caller may not make this of a key; nothing if it may. */
    static Optional<Outcome> refusal(Caller caller, KeyRecord.Words before, KeyRecord.Words next) {
        if (caller.role() != Role.TENANT) {
            return Optional.empty();
        }
        if (next.enabled() && !before.enabled()) {
            return Optional.of(forOthers("may switch a key off, not on"));
        }
        if (!Objects.equals(before.grants().limits(), next.grants().limits())) {
            return Optional.of(forOthers("may not change what a key is limited to"));
        }
        Instant end = before.expiresAt();
        boolean unended = end != null && next.expiresAt() == null;
        return unended || isLater(next.expiresAt(), end)
                ? Optional.of(forOthers("may bring the end of a key nearer only"))
                : refusal(caller, next.grants());
    }

    private static Outcome forOthers(String detail) {
        return Outcome.refuse(ProblemCode.INSUFFICIENT_SCOPE, ASK + detail);
    }

    /** Why the caller may not make a key with these grants; nothing if it may. */
    static Optional<Outcome> refusalOfNew(Caller caller, KeyGrants asked) {
        return caller.role() == Role.TENANT && !Objects.equals(limits(caller), asked.limits())
                ? Optional.of(forOthers("may not choose what a key is limited to"))
                : refusal(caller, asked);
    }

    /** What keys that the caller makes are limited to; null where he is not bound. */
    static @Nullable String limits(Caller caller) {
        return caller.role() == Role.TENANT ? caller.key().words().grants().limits() : null;
    }

    /** Why the caller may not give these grants to a key; nothing if it may. */
    static Optional<Outcome> refusal(Caller caller, KeyGrants asked) {
        if (caller.role() != Role.TENANT) {
            return Optional.empty();
        }
        List<FieldFault> faults = beyond(caller.key().words().grants(), asked);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Refused(
                                ProblemCode.INSUFFICIENT_SCOPE,
                                "The key may not be granted more than this credential has",
                                faults,
                                0));
    }

    static List<FieldFault> beyond(KeyGrants own, KeyGrants asked) {
        List<FieldFault> faults = new ArrayList<>();
        if (!own.scopes().containsAll(asked.scopes())) {
            faults.add(fault("/scopes", own.scopes()));
        }
        if (!isWithin(own.routes(), asked.routes())) {
            faults.add(fault("/routes", own.routes()));
        }
        if (!isWithin(own.models(), asked.models())) {
            faults.add(fault("/models", own.models()));
        }
        boolean anywhere = asked.allowedCidrs().isEmpty() && !own.allowedCidrs().isEmpty();
        if (anywhere || !asked.allowedCidrs().stream().allMatch(range -> isIn(own, range))) {
            faults.add(fault("/allowedCidrs", own.allowedCidrs()));
        }
        return faults;
    }

    private static boolean isWithin(List<String> own, List<String> asked) {
        return own.isEmpty() || (!asked.isEmpty() && own.containsAll(asked));
    }

    private static boolean isIn(KeyGrants own, String range) {
        AddressRange asked = AddressRange.parse(range);
        return own.allowedCidrs().isEmpty()
                || own.allowedCidrs().stream()
                        .map(AddressRange::parse)
                        .anyMatch(
                                one ->
                                        one != null
                                                && asked != null
                                                && one.bits() <= asked.bits()
                                                && one.contains(asked.network()));
    }

    private static FieldFault fault(String pointer, List<String> own) {
        return new FieldFault(pointer, "goes beyond your own, allowed: " + own);
    }
}
