package io.raygate.store;

/**
 * What a run of a gateway has used of a quota in one window.
 *
 * @param gateway unlike that of any other run; {@code *}: all that were added up; empty, where it
 *     is told: this one
 * @param kind of the subject
 * @param subject the id of the tenant or key
 * @param route where it is limited on one; else empty
 * @param counts what the quota counts
 * @param begins milliseconds since 1970, as {@code ends}, when the next window begins
 * @param owed the part of {@code used} that the next window begins with
 */
public record QuotaRow(
        String gateway,
        String kind,
        String subject,
        String route,
        String counts,
        long begins,
        long ends,
        long used,
        long owed) {

    QuotaRow of(String name) {
        return new QuotaRow(name, kind, subject, route, counts, begins, ends, used, owed);
    }
}
