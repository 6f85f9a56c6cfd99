package io.raygate.exchange;

/**
 * An answer that the gateway gives itself and that is no refusal: a redirect, a preflight, a list.
 *
 * @param body maybe empty
 */
public record OwnAnswer(int status, Fields fields, String body) {

    /** One without body. */
    public OwnAnswer(int status, Fields fields) {
        this(status, fields, "");
    }
}
