package io.raygate.store;

/**
 * The one row that orders all changes: who changes anything locks it first, so that revisions and
 * entries of the audit come without gaps and in the order of their commits.
 */
final class Revisions {
    private final Sql sql;

    /**
     * How far things are.
     *
     * @param entries of the audit
     * @param head hash of the last one
     */
    record Head(long revision, long entries, String head) {}

    /**
     * What a reader of the rows has seen.
     *
     * @param epoch another one after each restore
     */
    record Mark(long revision, String epoch) {
        /** All rows changed after it. */
        static final long NONE = -1;

        /** Where nothing of the same epoch was seen. */
        Mark before() {
            return new Mark(NONE, epoch);
        }

        /** Whether only what changed after {@code earlier} is to be read. */
        boolean follows(Mark earlier) {
            return epoch.equals(earlier.epoch) && revision >= earlier.revision;
        }
    }

    Revisions(Sql sql) {
        this.sql = sql;
    }

    /** The revision of this transaction, one more than the last; others wait until it ends. */
    Head next() {
        sql.update("UPDATE changes SET revision = revision + 1 WHERE one = 1");
        return current();
    }

    /** How far things are, where this transaction changes no more than the audit; others wait. */
    Head held() {
        sql.update("UPDATE changes SET revision = revision WHERE one = 1");
        return current();
    }

    Head current() {
        return sql.first(
                        "SELECT revision, audit_entries, audit_head FROM changes WHERE one = 1",
                        row -> new Head(row.getLong(1), row.getLong(2), row.getString(3)))
                .orElseThrow(() -> new IllegalStateException("the row of changes is gone"));
    }

    Mark mark() {
        return sql.first(
                        "SELECT revision, epoch FROM changes WHERE one = 1",
                        row -> new Mark(row.getLong(1), row.getString(2)))
                .orElseThrow(() -> new IllegalStateException("the row of changes is gone"));
    }

    /** Goes on from here in another epoch. */
    void restart(Head head, String epoch) {
        sql.update(
                "UPDATE changes SET revision = ?, audit_entries = ?, audit_head = ?, epoch = ? WHERE one = 1",
                head.revision(),
                head.entries(),
                head.head(),
                epoch);
    }

    void audited(long entries, String head) {
        sql.update(
                "UPDATE changes SET audit_entries = ?, audit_head = ? WHERE one = 1",
                entries,
                head);
    }
}
