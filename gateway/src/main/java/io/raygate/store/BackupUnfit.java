package io.raygate.store;

/** Why a backup is not taken, in one sentence without anything of its rows. */
final class BackupUnfit extends Exception {
    private static final long serialVersionUID = 1L;

    BackupUnfit(String message) {
        super(message);
    }

    /** Of one line of it, counted from 1. */
    static BackupUnfit at(long line, String fault) {
        return new BackupUnfit("line " + line + " " + fault);
    }
}
