package io.raygate.store;

/**
 * What is wrong with a field of what was asked for.
 *
 * @param pointer RFC 6901
 * @param detail what is wrong and what would do, in one sentence
 */
public record FieldFault(String pointer, String detail) {}
