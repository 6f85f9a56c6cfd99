package io.raygate.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key as the store knows it: everything but the key and its digest.
 *
 * @param prefix its readable start; empty where it was imported
 * @param tenant null for an admin credential that no tenant has
 * @param role of an admin credential; null for a key of the data plane
 * @param rotatedFrom the id of the key that it takes the place of
 * @param pepper the version that its digest was made with; 0 where it was imported
 * @param revision of its last change; its use is none
 */
public record KeyRecord(
        String id,
        String prefix,
        @Nullable String tenant,
        @Nullable String role,
        Words words,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable String rotatedFrom,
        @Nullable Revoked revoked,
        int pepper,
        long revision) {

    /**
     * What its owner may say of it, and change.
     *
     * @param environment the one that it is for
     * @param enabled false: it is refused until it is true again
     */
    public record Words(
            String name,
            String environment,
            KeyGrants grants,
            String owner,
            List<String> tags,
            Map<String, String> meta,
            boolean enabled,
            @Nullable Instant expiresAt) {}

    /** A key to come. */
    public record New(String prefix, @Nullable String tenant, @Nullable String role, Words words) {}

    /** When and why it was taken back for good. */
    public record Revoked(Instant at, String reason) {}

    public boolean imported() {
        return pepper == 0;
    }

    /** Whether it opens anything at this moment. */
    public boolean isActive(Instant now) {
        Instant end = words.expiresAt();
        return revoked == null && words.enabled() && (end == null || now.isBefore(end));
    }

    KeyRecord with(Words next) {
        return new KeyRecord(
                id,
                prefix,
                tenant,
                role,
                next,
                createdAt,
                lastUsedAt,
                rotatedFrom,
                revoked,
                pepper,
                revision);
    }

    KeyRecord with(Revoked by) {
        return new KeyRecord(
                id,
                prefix,
                tenant,
                role,
                words,
                createdAt,
                lastUsedAt,
                rotatedFrom,
                by,
                pepper,
                revision);
    }

    KeyRecord at(long newRevision) {
        return new KeyRecord(
                id,
                prefix,
                tenant,
                role,
                words,
                createdAt,
                lastUsedAt,
                rotatedFrom,
                revoked,
                pepper,
                newRevision);
    }
}
