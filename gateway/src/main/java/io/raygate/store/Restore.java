package io.raygate.store;

import io.raygate.auth.apikey.Peppers;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Makes a store what a backup says, in one transaction, which is to be kept only if this says that
 * it is done. Blocking.
 */
final class Restore {
    /** A million rows take two minutes. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final String LOCK =
            "LOCK TABLE changes, peppers, tenants, api_keys, limits, revocations, quota_used, audit, replays IN EXCLUSIVE MODE";

    private final Sql sql;
    private final Transaction before;
    private final boolean shared;

    /**
     * @param before of the store as it is
     * @param shared whether others write to it as well
     */
    Restore(Sql sql, Transaction before, boolean shared) {
        this.sql = sql;
        this.before = before;
        this.shared = shared;
    }

    /**
     * Restores.
     *
     * @param peppers those that its keys are to be checked by
     * @param epoch another one than any before
     * @param replace whether what is there may go
     */
    Restored from(InputStream backup, Peppers peppers, String epoch, boolean replace) {
        if (shared) {
            sql.takeTime(LONGEST);
            sql.update(LOCK);
        }
        Contents held = Contents.of(sql);
        if (!held.isEmpty() && !replace) {
            return new Restored.Occupied(held);
        }
        BackupFormat.TABLES.stream()
                .map(BackupTable::name)
                .filter(table -> !table.equals(BackupFormat.CHANGES))
                .forEach(table -> sql.update("DELETE FROM " + table));
        sql.update("DELETE FROM replays");
        try {
            BackupReader.Read read = new BackupReader(sql, new BackupLines(backup)).read();
            check(peppers);
            finish(read, epoch);
            return new Restored.Done(read.rows(), read.at());
        } catch (BackupUnfit unfit) {
            return new Restored.Unfit(String.valueOf(unfit.getMessage()));
        }
    }

    private void check(Peppers peppers) throws BackupUnfit {
        PepperProofs proofs = new PepperProofs(sql);
        List<String> faults = proofs.faults(peppers, before.now());
        if (!faults.isEmpty()) {
            throw new BackupUnfit(
                    "the configured peppers are not those of the backup: "
                            + String.join("; ", faults));
        }
        proofs.note(peppers, before.now());
        try {
            RevocationTable.inForce(sql, Long.MIN_VALUE);
        } catch (IllegalArgumentException _) {
            throw new BackupUnfit("it has a revocation of a kind that is not known");
        }
    }

    /** Gateways that run notice the epoch; the revision is above all that any of them has seen. */
    private void finish(BackupReader.Read read, String epoch) throws BackupUnfit {
        Revisions.Head was = before.head();
        long revision = Math.max(was.revision(), read.head().revision()) + 1;
        Transaction after =
                before.at(new Revisions.Head(revision, read.head().entries(), read.head().head()));
        if (verdict(after) instanceof AuditVerdict.Broken(var entry, var fault)) {
            throw new BackupUnfit("entry " + entry + " of its audit " + fault);
        }
        after.audit()
                .done(
                        "store.restore",
                        read.at(),
                        new JsonObject()
                                .put("auditEntries", was.entries())
                                .put("auditHead", was.head())
                                .encode(),
                        new JsonObject().put("rows", read.rows()).encode());
        new Revisions(sql).restart(after.head(), epoch);
        if (shared) {
            News.tell(sql);
        }
    }

    private static AuditVerdict verdict(Transaction after) throws BackupUnfit {
        try {
            return after.audit().verify();
        } catch (IllegalArgumentException _) {
            throw new BackupUnfit("it has an entry of the audit with an outcome that is not known");
        }
    }
}
