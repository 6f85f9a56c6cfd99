package io.raygate.config;

/**
 * A fault or a warning.
 *
 * @param path the key, for example {@code routes.chat.split.weights.llm-canary}; may be empty
 * @param message what is wrong, without any secret
 * @param allowed what would be right; may be empty
 */
public record ConfigProblem(Position position, String path, String message, String allowed) {

    /** {@code file:line:column: path: message, allowed}. */
    @Override
    public String toString() {
        return position
                + ": "
                + (path.isEmpty() ? "" : path + ": ")
                + message
                + (allowed.isEmpty() ? "" : ", " + allowed);
    }
}
