package io.raygate.store;

/** What became of a restore; all but {@link Done} left everything as it was. */
public sealed interface Restored {

    /**
     * The store is what the backup says, and one entry of the audit more, which says so.
     *
     * @param at when the backup was written
     */
    record Done(long rows, String at) implements Restored {}

    /** Something is there that was not to be replaced. */
    record Occupied(Contents by) implements Restored {}

    /** Why the backup is not taken, in one sentence. */
    record Unfit(String fault) implements Restored {}
}
