package io.raygate.exchange;

/** The shape in which a refusal is written. */
public enum RejectionStyle {
    /** RFC 9457 {@code application/problem+json}. */
    PROBLEM,
    /** The error object of OpenAI's API. */
    OPENAI
}
