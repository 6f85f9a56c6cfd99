package io.raygate.admin;

import java.util.Locale;

/** Every reason for which the admin API refuses; the words are those of the public listeners. */
enum ProblemCode {
    INVALID_REQUEST(400, "The request does not fit"),
    AUTHENTICATION_REQUIRED(401, "An admin credential is needed"),
    INVALID_API_KEY(401, "The admin credential is not valid"),
    INSUFFICIENT_SCOPE(403, "The credential may not do this"),
    ADDRESS_NOT_ALLOWED(403, "The credential may not be used from this address"),
    TENANT_SUSPENDED(403, "The tenant is suspended"),
    NOT_FOUND(404, "Nothing is here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    CONFLICT(409, "This cannot be done as things stand"),
    REQUEST_IN_PROGRESS(409, "The same request is still in work"),
    PRECONDITION_FAILED(412, "It has changed since it was read"),
    REQUEST_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another type"),
    MISDIRECTED_REQUEST(421, "This Host is not in admin.hosts"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    AUTH_THROTTLED(429, "Too many failed credentials"),
    INTERNAL_ERROR(500, "The gateway failed"),
    CREDENTIAL_STORE_UNAVAILABLE(503, "The store of credentials does not answer"),
    GATEWAY_OVERLOADED(503, "Too much is in work");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The stable word that callers see. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
