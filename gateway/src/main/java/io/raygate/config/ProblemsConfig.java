package io.raygate.config;

/**
 * The body of refusals.
 *
 * @param baseUri before the code of a problem type
 */
public record ProblemsConfig(String baseUri) {
    static ProblemsConfig read(Section s) {
        return new ProblemsConfig(s.one("baseUri", BaseUris.FORM, "urn:raygate:problem:"));
    }
}
