package io.raygate.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the audit is about in a few words: the reason that was given, or the members
 * that are others than before.
 */
record AuditChange(@Nullable JsonObject before, @Nullable JsonObject after) {
    private static final List<String> REASONS = List.of("revokedReason", "reason");

    /** The entry with one member more. */
    static JsonObject shown(JsonObject entry) {
        AuditChange change =
                new AuditChange(entry.getJsonObject("before"), entry.getJsonObject("after"));
        boolean denied = "denied".equals(entry.getString("outcome"));
        return entry.copy().put("change", denied ? Table.text(change.after()) : change.text());
    }

    private String text() {
        return reason().orElseGet(this::difference);
    }

    private Optional<String> reason() {
        return REASONS.stream().map(member -> reason(member)).filter(Objects::nonNull).findFirst();
    }

    /** Once given it stays, and is then the reason of nothing else. */
    private @Nullable String reason(String member) {
        String last = before == null ? null : before.getString(member);
        String next = after == null ? last : after.getString(member);
        return after != null && Objects.equals(last, next) ? null : next;
    }

    private String difference() {
        if (before == null || after == null) {
            return "";
        }
        JsonObject old = before;
        return after.stream()
                .filter(it -> !Objects.equals(it.getValue(), old.getValue(it.getKey())))
                .map(it -> it.getKey() + "=" + Table.text(it.getValue()))
                .collect(Collectors.joining(" "));
    }
}
