/**
 * Key sets that are fetched by address: when to ask, whom, what an answer is worth, and what an
 * issuer's tokens are verified with meanwhile (S-54, S-55). The sets outlive every snapshot, in a
 * registry; an address comes from the configuration or from the discovery document that it names,
 * never from a token. It does not read tokens: the authenticator asks for the set in force.
 */
@NullMarked
package io.raygate.auth.jwt.fetch;

import org.jspecify.annotations.NullMarked;
