/**
 * Credentials that we made ourselves: what an API key looks like, how one is generated, and which
 * of the known keys a presented one is. It keeps digests only, never a key. It does not decide what
 * a route grants; the authenticator chain calls it, and the command line for generating.
 */
@NullMarked
package io.raygate.auth.apikey;

import org.jspecify.annotations.NullMarked;
