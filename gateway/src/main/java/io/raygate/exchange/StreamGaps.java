package io.raygate.exchange;

/** Is told how far apart the pieces of streamed answers pass, as they pass. */
public interface StreamGaps {

    /** Where the gaps of one exchange go; asked once, when its answer turns out to be a stream. */
    Recorder of(Account account);

    /** Takes the gaps of one stream; any thread, no allocation. */
    interface Recorder {
        void record(long nanos);
    }
}
