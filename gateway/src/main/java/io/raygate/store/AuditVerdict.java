package io.raygate.store;

/** What following the chain of the audit comes to. */
public sealed interface AuditVerdict {

    /**
     * Nothing was changed, added or taken out since.
     *
     * @param head hash of the last entry: kept elsewhere, it proves the same of all before it
     */
    record Intact(long entries, String head) implements AuditVerdict {}

    /** The first entry that is not as it was written, or is missing. */
    record Broken(long entry, String fault) implements AuditVerdict {}
}
