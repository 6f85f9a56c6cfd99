package io.raygate.auth;

/**
 * How many failed credentials are answered as such before they are throttled (S-65); 0 is off.
 *
 * @param perAddress per minute and client address
 * @param perKey per minute and claimed key id
 */
public record FailureRates(int perAddress, int perKey) {

    /** The defaults of security.md, section 21. */
    public static final FailureRates STANDARD = new FailureRates(30, 10);

    /** Nothing is throttled. */
    public static final FailureRates OFF = new FailureRates(0, 0);
}
