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
 * @param limits the name of its set; null: none
 * @param parent the id of the tenant whose limits it uses up as well; null: none
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
        @Nullable String limits,
        @Nullable String parent,
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
            @Nullable String limits,
            @Nullable String parent,
            Map<String, String> meta) {}

    /**
     * As it stands where the file declares it too: in each point the stricter of both holds; of
     * what was agreed the word of the file where it has one.
     */
    TenantRecord with(TenantRecord inFile) {
        Duration other = inFile.maxKeyLife;
        Duration life =
                maxKeyLife == null || (other != null && other.compareTo(maxKeyLife) < 0)
                        ? other
                        : maxKeyLife;
        return new TenantRecord(
                id,
                name,
                suspended || inFile.suspended,
                life,
                inFile.limits == null ? limits : inFile.limits,
                inFile.parent == null ? parent : inFile.parent,
                meta,
                createdAt,
                true,
                revision);
    }

    /** The same with other words; identity, time and revision stay. */
    public TenantRecord with(
            String newName,
            boolean newSuspended,
            @Nullable Duration newLife,
            @Nullable String newLimits,
            @Nullable String newParent,
            Map<String, String> newMeta) {
        return new TenantRecord(
                id,
                newName,
                newSuspended,
                newLife,
                newLimits,
                newParent,
                newMeta,
                createdAt,
                declared,
                revision);
    }
}
