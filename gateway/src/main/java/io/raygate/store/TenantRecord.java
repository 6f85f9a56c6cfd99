package io.raygate.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the store or the configuration knows it.
 *
 * @param maxKeyLife the longest time between the creation of one of its keys and its expiry; null:
 *     no bound
 * @param meta whatever the operator wants to remember
 * @param declared whether it stands in the configuration file; if it is in the store as well, what
 *     is changed there is the store's word only
 * @param revision of its last change; 0 for a declared one
 */
public record TenantRecord(
        String id,
        String name,
        boolean suspended,
        @Nullable Duration maxKeyLife,
        Map<String, String> meta,
        Instant createdAt,
        boolean declared,
        long revision) {

    /** What can be said of a tenant to come. */
    public record New(
            String id,
            String name,
            boolean suspended,
            @Nullable Duration maxKeyLife,
            Map<String, String> meta) {}

    /** As it stands where the file declares it too: in each point the stricter of both holds. */
    TenantRecord with(TenantRecord inFile) {
        Duration other = inFile.maxKeyLife;
        Duration life =
                maxKeyLife == null || (other != null && other.compareTo(maxKeyLife) < 0)
                        ? other
                        : maxKeyLife;
        return new TenantRecord(
                id, name, suspended || inFile.suspended, life, meta, createdAt, true, revision);
    }

    /** The same with other words; identity, time and revision stay. */
    public TenantRecord with(
            String newName,
            boolean newSuspended,
            @Nullable Duration newLife,
            Map<String, String> newMeta) {
        return new TenantRecord(
                id, newName, newSuspended, newLife, newMeta, createdAt, declared, revision);
    }
}
