package io.raygate;

import io.raygate.limit.QuotaBook;
import io.raygate.limit.QuotaUse;
import io.raygate.limit.Subject;
import io.raygate.store.QuotaFollower;
import io.raygate.store.QuotaRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is used of quotas, for the store and from it. */
record QuotasOfStore(QuotaBook book) implements QuotaFollower {

    @Override
    public List<QuotaRow> changed(int most) {
        return book.changed(most).stream().map(QuotasOfStore::row).toList();
    }

    @Override
    public void again(List<QuotaRow> rows) {
        book.again(uses(rows));
    }

    @Override
    public void learn(QuotaRow row) {
        uses(List.of(row)).forEach(book::learn);
    }

    @Override
    public void learnAll(List<QuotaRow> rows) {
        book.learnAll(uses(rows));
    }

    @Override
    public void handOver(List<QuotaRow> rows) {
        book.handOver(uses(rows));
    }

    @Override
    public void sweep() {
        book.sweep();
    }

    private static QuotaRow row(QuotaUse use) {
        Subject subject = use.subject();
        return new QuotaRow(
                use.gateway(),
                subject.kind().name().toLowerCase(Locale.ROOT),
                subject.owner(),
                subject.where(),
                use.counts(),
                use.start(),
                use.end(),
                use.used(),
                use.owed());
    }

    /** Those of kinds that are known: a newer gateway may have others. */
    private static List<QuotaUse> uses(List<QuotaRow> rows) {
        return rows.stream().flatMap(row -> Stream.ofNullable(use(row))).toList();
    }

    private static @Nullable QuotaUse use(QuotaRow row) {
        Subject subject = subject(row);
        return subject == null
                ? null
                : new QuotaUse(
                        row.gateway(),
                        subject,
                        row.counts(),
                        row.begins(),
                        row.ends(),
                        row.used(),
                        row.owed());
    }

    private static @Nullable Subject subject(QuotaRow row) {
        return switch (row.kind()) {
            case "tenant" -> Subject.tenant(row.subject());
            case "key" -> Subject.key(row.subject());
            case "route" -> Subject.route(row.route(), row.subject());
            default -> null;
        };
    }
}
