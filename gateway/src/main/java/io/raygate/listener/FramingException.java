package io.raygate.listener;

import java.io.Serial;

/**
 * Carries a framing fault through Vert.x to the one who reads the request's body; without a stack,
 * since it says nothing about our code and must be cheap.
 */
public final class FramingException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final FramingFault fault;

    FramingException(FramingFault fault) {
        super(fault.word(), null, false, false);
        this.fault = fault;
    }

    FramingFault fault() {
        return fault;
    }
}
