package io.raygate.config;

/**
 * Bounds of HTTP/2 connections (S-19, S-20); windows and table in bytes.
 *
 * @param resets in 30 s
 */
public record Http2Config(
        int streams,
        int streamWindow,
        int connectionWindow,
        int headerTable,
        int continuations,
        int resets) {}
