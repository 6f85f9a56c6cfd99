package io.raygate.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which tenant stands below which other one, as the store and the configuration say together. */
final class TenantTree {
    /** A tenant, and so many above it, as in the configuration file. */
    private static final int MOST_ANCESTORS = 3;

    private static final String TOO_DEEP =
            "is part of a circle, or of more than "
                    + MOST_ANCESTORS
                    + " above another, allowed: a tree of at most "
                    + (MOST_ANCESTORS + 1)
                    + " levels";

    private final Transaction transaction;

    TenantTree(Transaction transaction) {
        this.transaction = transaction;
    }

    /** What is wrong with a tenant to come: a set or a parent that is not there, or its place. */
    Optional<Change<TenantRecord>> faultOf(TenantRecord next) {
        Optional<Change<TenantRecord>> fault = transaction.limits().faultOfNaming(next.limits());
        return fault.isPresent() ? fault : faultOfPlace(next);
    }

    private Optional<Change<TenantRecord>> faultOfPlace(TenantRecord next) {
        String parent = next.parent();
        if (parent == null) {
            return Optional.empty();
        }
        if (!parent.equals(next.id()) && transaction.tenants().find(parent).isEmpty()) {
            return Optional.of(Change.invalid("/parent", "no tenant has this id; create it first"));
        }
        int above = above(next.id(), parent);
        return above + below(next.id(), MOST_ANCESTORS - above) > MOST_ANCESTORS
                ? Optional.of(Change.invalid("/parent", TOO_DEEP))
                : Optional.empty();
    }

    /** How many there are above a tenant with this parent; a circle counts as too many. */
    private int above(String id, String parent) {
        int above = 0;
        String next = parent;
        while (next != null && above <= MOST_ANCESTORS) {
            above = next.equals(id) ? MOST_ANCESTORS + 1 : above + 1;
            next = parentOf(next);
        }
        return above;
    }

    private @Nullable String parentOf(String id) {
        return transaction.tenants().find(id).map(TenantRecord::parent).orElse(null);
    }

    /** How many levels there are below a tenant; not further than one more than is of interest. */
    private int below(String id, int most) {
        List<String> level = children(id);
        int below = 0;
        while (!level.isEmpty() && below <= most) {
            below++;
            level = level.stream().flatMap(child -> children(child).stream()).toList();
        }
        return below;
    }

    /** Those that name this one as their parent, by id. */
    List<String> children(String id) {
        List<String> children =
                new ArrayList<>(
                        transaction
                                .sql()
                                .list(
                                        "SELECT id FROM tenants WHERE parent = ? AND deleted_at IS NULL ORDER BY id",
                                        row -> row.getString(1),
                                        id));
        transaction.declared().values().stream()
                .filter(tenant -> id.equals(tenant.parent()))
                .map(TenantRecord::id)
                .filter(child -> !children.contains(child))
                .sorted()
                .forEach(children::add);
        return children;
    }
}
