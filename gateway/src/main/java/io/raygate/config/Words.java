package io.raygate.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** One of some words, each with its meaning. */
record Words<T>(Map<String, T> meanings) implements Form<T> {

    static <T> Words<T> of(String word, T meaning) {
        return new Words<>(Map.of(word, meaning));
    }

    Words<T> or(String word, T meaning) {
        Map<String, T> more = new LinkedHashMap<>(meanings);
        more.put(word, meaning);
        return new Words<>(more);
    }

    @Override
    public Parsed<T> parse(String text) {
        T meaning = meanings.get(text);
        return meaning == null
                ? Parsed.wrong(
                        "is not one of the words" + NearestName.hint(text, meanings.keySet()))
                : Parsed.of(meaning);
    }

    @Override
    public String allowed() {
        return String.join(", ", meanings.keySet());
    }

    @Override
    public Object show(T value) {
        return meanings.entrySet().stream()
                .filter(it -> it.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
