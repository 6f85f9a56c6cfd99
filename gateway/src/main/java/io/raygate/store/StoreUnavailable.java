package io.raygate.store;

/** The store cannot be asked, or not in time; nothing acknowledged is lost. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean forGood;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
        this.forGood = false;
    }

    private StoreUnavailable(String message) {
        super(message);
        this.forGood = true;
    }

    /** Of a store that answers and cannot be used as things are. */
    public static StoreUnavailable forGood(String message) {
        return new StoreUnavailable(message);
    }

    /** Whether waiting helps nobody: somebody must change something. */
    public boolean isForGood() {
        return forGood;
    }
}
