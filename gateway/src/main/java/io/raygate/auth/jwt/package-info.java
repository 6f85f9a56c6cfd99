/**
 * Credentials that an issuer signed: a strict gate before any cryptography, the keys of each
 * issuer, the signature by the platform's own API (docs/adr/0001), the rules for claims, and a
 * cache of what was verified. It takes nothing from a token before its signature holds but the
 * issuer and the key's name, and it never fetches anything that a token names. It does not decide
 * what a route grants; the authenticator chain calls it.
 */
@NullMarked
package io.raygate.auth.jwt;

import org.jspecify.annotations.NullMarked;
