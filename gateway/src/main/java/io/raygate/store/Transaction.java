package io.raygate.store;

import io.raygate.auth.Digest;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyUses;
import io.raygate.auth.apikey.Peppers;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The tables as one transaction sees them. Valid only inside the function that it was handed to, on
 * that function's thread. Blocking.
 */
public final class Transaction {
    private final Sql sql;
    private final Actor actor;
    private final Instant now;
    private final Around around;
    private Revisions.Head head;

    /**
     * What the tables need beside the database.
     *
     * @param declared tenants of the configuration in force, by id
     * @param declaredLimits its sets of limits, by name
     * @param declaredKeys whether a key with this SHA-256 stands in it
     * @param uses takes the digests that are made anew
     */
    record Around(
            KeyGenerator generator,
            Supplier<Peppers> peppers,
            Supplier<Map<String, TenantRecord>> declared,
            Supplier<Map<String, LimitRecord>> declaredLimits,
            Predicate<Digest> declaredKeys,
            KeyUses uses) {}

    Transaction(Sql sql, Actor actor, Instant now, Around around, Revisions.Head head) {
        this.sql = sql;
        this.actor = actor;
        this.now = now;
        this.around = around;
        this.head = head;
    }

    public TenantTable tenants() {
        return new TenantTable(this);
    }

    public LimitTable limits() {
        return new LimitTable(this);
    }

    public UsageTable usage() {
        return new UsageTable(sql);
    }

    QuotaTable quotas() {
        return new QuotaTable(sql);
    }

    public KeyTable keys() {
        return new KeyTable(this);
    }

    public KeySearch keySearch() {
        return new KeySearch(this);
    }

    public KeyChecks keyChecks() {
        return new KeyChecks(this);
    }

    public RevocationTable revocations() {
        return new RevocationTable(this);
    }

    public AuditTable audit() {
        return new AuditTable(this);
    }

    public ReplayTable replays() {
        return new ReplayTable(this);
    }

    /** Of a transaction of {@link Store#read}. */
    public BackupWriter backup() {
        return new BackupWriter(this);
    }

    /** The same at another place in the order of changes. */
    Transaction at(Revisions.Head other) {
        return new Transaction(sql, actor, now, around, other);
    }

    /** The time that everything in it bears. */
    public Instant now() {
        return now;
    }

    Sql sql() {
        return sql;
    }

    Actor actor() {
        return actor;
    }

    Revisions.Head head() {
        return head;
    }

    /** The one that rows changed here bear. */
    long revision() {
        return head.revision();
    }

    void audited(long entries, String hash) {
        head = new Revisions.Head(head.revision(), entries, hash);
    }

    Map<String, TenantRecord> declared() {
        return around.declared().get();
    }

    Map<String, LimitRecord> declaredLimits() {
        return around.declaredLimits().get();
    }

    /** Whether a key with this SHA-256 stands in the configuration in force. */
    boolean declares(Digest sha256) {
        return around.declaredKeys().test(sha256);
    }

    Peppers peppers() {
        return around.peppers().get();
    }

    KeyUses uses() {
        return around.uses();
    }

    KeyGenerator generator() {
        return around.generator();
    }
}
