package io.raygate.store;

import java.util.List;

/** Counts what is used of quotas, where the data path asks; all of it on one thread. */
public interface QuotaFollower {

    /**
     * What was used here since the last time, all of a window each; under the name of another
     * gateway what that has used at least.
     *
     * @param most about so many
     */
    List<QuotaRow> changed(int most);

    /** These may not be written, and are told again. */
    void again(List<QuotaRow> rows);

    /** Another gateway has used so much. */
    void learn(QuotaRow row);

    /** This is all that others have used; what is used here is told anew. */
    void learnAll(List<QuotaRow> rows);

    /** So much of what is counted here is now among what others have used. */
    void handOver(List<QuotaRow> rows);

    /** Forgets what is over. */
    void sweep();
}
