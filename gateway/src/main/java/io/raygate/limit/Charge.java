package io.raygate.limit;

import java.util.ArrayList;
import java.util.List;

/** What one request took of its limits. Confined to the event loop of its request. */
public final class Charge {
    private final List<Standing> entered = new ArrayList<>(4);
    private final List<Bucket> taken = new ArrayList<>(4);

    Charge() {}

    void entered(Standing standing) {
        entered.add(standing);
    }

    void took(Bucket bucket) {
        taken.add(bucket);
    }

    /** It was refused after all: nobody is charged for a part (all or none). */
    void giveBack() {
        taken.forEach(Bucket::giveBack);
        taken.clear();
        settle();
    }

    /** The request has ended, whatever came of it; more than once is the same as once. */
    public void settle() {
        entered.forEach(Standing::leave);
        entered.clear();
    }
}
