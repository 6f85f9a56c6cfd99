package io.raygate.auth.jwt;

import io.raygate.json.Json;

/**
 * A token that is well-formed and nothing more: its claims may be used to find the issuer, never
 * otherwise.
 *
 * @param signed the bytes that the signature is over
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UnverifiedToken(TokenHeader header, Json.Members claims, byte[] signed, byte[] signature) {}
