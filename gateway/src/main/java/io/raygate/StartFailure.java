package io.raygate;

import org.jspecify.annotations.Nullable;

/** Why the gateway could not start, in words for the operator. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;

    StartFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
