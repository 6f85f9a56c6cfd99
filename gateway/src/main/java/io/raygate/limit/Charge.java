package io.raygate.limit;

import java.util.ArrayList;
import java.util.List;

/** What one request took of its limits. Confined to the event loop of its request. */
public final class Charge {
    private final List<Standing> entered = new ArrayList<>(4);
    private final List<Taken> taken = new ArrayList<>(4);

    /** One request of a rate. */
    private record Taken(Applied limit, Bucket bucket) {}

    Charge() {}

    void entered(Standing standing) {
        entered.add(standing);
    }

    void took(Applied limit, Bucket bucket) {
        taken.add(new Taken(limit, bucket));
    }

    /** What is left of each rate that is enforced. */
    List<Left> left(long now) {
        List<Left> left = new ArrayList<>(taken.size());
        for (int i = 0; i < taken.size(); i++) {
            Taken one = taken.get(i);
            if (!one.limit().set().shadow()) {
                left.add(Left.of(one.limit(), one.bucket(), now));
            }
        }
        return left;
    }

    /** It was refused after all: nobody is charged for a part (all or none). */
    void giveBack() {
        taken.forEach(one -> one.bucket().giveBack());
        taken.clear();
        settle();
    }

    /** The request has ended, whatever came of it; more than once is the same as once. */
    public void settle() {
        entered.forEach(Standing::leave);
        entered.clear();
    }
}
