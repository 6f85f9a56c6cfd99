package io.raygate.observe;

/**
 * Bounds of the access log (S-96).
 *
 * @param query whether query strings are logged
 * @param longestField bytes, 64 to 1024: twenty fields at this bound fit half a block
 * @param longestLine bytes
 */
public record LogSettings(boolean query, int longestField, int longestLine) {}
