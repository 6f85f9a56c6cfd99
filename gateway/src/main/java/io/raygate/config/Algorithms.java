package io.raygate.config;

import java.util.List;

/** Signature algorithms of tokens (S-46): public keys and shared secrets never mix. */
final class Algorithms {
    static final Words<String> PUBLIC =
            words(
                    List.of(
                            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                            "ES512", "EdDSA", "Ed25519"));

    static final Words<String> SHARED = words(List.of("HS256", "HS384", "HS512"));

    static final List<String> DEFAULT = List.of("RS256", "ES256", "EdDSA", "Ed25519");
    static final List<String> DEFAULT_SHARED = List.of("HS256");

    private Algorithms() {}

    private static Words<String> words(List<String> names) {
        Words<String> words = Words.of(names.getFirst(), names.getFirst());
        for (String name : names) {
            words = words.or(name, name);
        }
        return words;
    }
}
