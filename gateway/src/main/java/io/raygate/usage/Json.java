package io.raygate.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import java.io.IOException;

/** JSON from outside, read piece by piece and within bounds. */
final class Json {
    private static final int DEPTH = 200;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(100)
                                    .maxNameLength(1_024)
                                    .build())
                    // Names of strangers would stay in a table that all requests share.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private Json() {}

    static NonBlockingJsonParser parser() {
        try {
            return (NonBlockingJsonParser) FACTORY.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read yet", e);
        }
    }
}
