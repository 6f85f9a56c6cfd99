package io.raygate.config;

/**
 * The sizes that a request may have, in bytes; counts are numbers of fields.
 *
 * @param headers all fields of a head together
 * @param chunkExtensions of a whole message
 */
public record SizesConfig(
        long requestLine,
        long headerField,
        long headers,
        int headerCount,
        long chunkLine,
        long chunkExtensions,
        long trailers,
        Body bodies) {

    /**
     * What a route may change.
     *
     * @param body of a request
     * @param inspectedBody held to read the model of an OpenAI request
     */
    public record Body(long body, long inspectedBody) {}
}
